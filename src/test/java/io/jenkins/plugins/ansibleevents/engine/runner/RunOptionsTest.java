package io.jenkins.plugins.ansibleevents.engine.runner;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class RunOptionsTest {

    @Test
    void identsThatNobodyChoseAreDifferentAndSortByTime() {
        var idents =
                Stream.generate(() -> RunOptions.defaults().ident()).limit(200).toList();

        assertThat(idents).doesNotHaveDuplicates().allMatch(ident -> ident.matches("\\d{8}-\\d{6}-\\d{3}-[0-9a-f]{8}"));
        assertThat(idents).extracting(ident -> ident.substring(0, 19)).isSorted();
    }
}
