package io.jenkins.plugins.ansibleevents.console;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AnsibleLineTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            PLAY [all] *********************************                           | PLAY        |
            TASK [web : install a [thing]] *************                           | TASK        |
            RUNNING HANDLER [restart] ******************                           | TASK        |
            PLAY RECAP *********************************                           | RECAP       |
            ok: [web1]                                                             | OK          | web1
            ok: [web1] => (item=1)                                                 | OK          | web1
            changed: [web1 -> db1]                                                 | CHANGED     | web1
            skipping: [web1]                                                       | SKIPPED     | web1
            fatal: [web1]: FAILED! => {"msg": "no"}                                | FAILED      | web1
            failed: [web1] (item=2) => {"msg": "no"}                               | FAILED      | web1
            fatal: [web1]: UNREACHABLE! => {"unreachable": true}                   | UNREACHABLE | web1
            TASK [a] ok=1 changed=0 failed=0 skipped=0                             | TASK_OK     |
            TASK [a] b] ok=1 changed=2 failed=0 skipped=0 ignored=1                | TASK_CHANGED|
            TASK [a] ok=1 changed=2 failed=3 skipped=0                             | TASK_FAILED |
            TASK [a] ok=1 changed=2 failed=0 skipped=0 unreachable=1               | TASK_FAILED |
            TASK [a] ok=1                                                          | OTHER       |
            ...rescued                                                             | RESCUED     |
            ...ignoring                                                            | IGNORING    |
            [WARNING]: no inventory was parsed                                     | WARNING     |
            [DEPRECATION WARNING]: old                                             | WARNING     |
            TASK FORCE                                                             | OTHER       |
            it went ok: [maybe]                                                    | OTHER       |
            """)
    void lineIsSeenAtItsForm(String line, AnsibleLine.Kind kind, String host) {
        assertThat(AnsibleLine.read(line))
                .extracting(AnsibleLine::kind, AnsibleLine::host)
                .containsExactly(kind, host);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            TASK [web : install a [thing]] ***                     | [web : install a [thing]]
            TASK [install [b]] ok=1 changed=0 failed=0 skipped=0   | [install [b]]
            """)
    void headingAndCountsNameTheTask(String line, String task) {
        assertThat(AnsibleLine.read(line).task()).isEqualTo(task);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            w1 : ok=3 changed=1 unreachable=0 failed=0                               | 0 | 0
            w1 : ok=3  changed=1  unreachable=0  failed=0  skipped=0  rescued=2  ignored=1 | 0 | 2
            w1 : ok=3  changed=1  unreachable=1  failed=2  skipped=0  rescued=0  ignored=0 | 3 | 0
            """)
    void lineOfARecapHasTheFailuresThatWereTheLastWord(String line, int failures, int rescued) {
        assertThat(AnsibleLine.read(line))
                .isEqualTo(new AnsibleLine(AnsibleLine.Kind.RECAP_HOST, "w1", failures, rescued, null));
    }
}
