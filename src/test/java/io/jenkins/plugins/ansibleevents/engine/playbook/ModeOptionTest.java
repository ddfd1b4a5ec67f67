package io.jenkins.plugins.ansibleevents.engine.playbook;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How a command line asks for check mode. */
class ModeOptionTest {

    @ParameterizedTest
    @ValueSource(strings = {"--check", "--ch", "-C", "-DC", "-CD", "-bvvC", "-Cf5"})
    void isFoundHoweverItIsWritten(String word) {
        assertThat(ModeOption.CHECK.isIn(List.of("ansible-playbook", word, "site.yml")))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"--c", "--connection", "--checked", "-D", "-eC=1", "-lC", "C", "site-C.yml", "-", "--"})
    void isNotSeenWhereItIsNot(String word) {
        assertThat(ModeOption.CHECK.isIn(List.of("ansible-playbook", word, "site.yml")))
                .isFalse();
    }
}
