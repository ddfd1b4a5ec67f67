package io.jenkins.plugins.ansibleevents.engine.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExcerptTest {

    @ParameterizedTest
    @CsvSource({"abc, 3, abc", "abcd, 3, ab…", "a😀b, 3, a…", "a😀bc, 4, a😀…", "ab, 1, …", "'', 1, ''"})
    void aLongTextEndsWithAnEllipsisAndNoCharacterIsCutInTwo(String text, int characters, String excerpt) {
        assertThat(Excerpt.of(text, characters)).isEqualTo(excerpt);
    }
}
