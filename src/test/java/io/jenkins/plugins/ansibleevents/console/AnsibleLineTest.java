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
            web1     : ok=3    changed=1    unreachable=0    failed=0    skipped=0 | RECAP_HOST  | web1
            TASK FORCE                                                             | OTHER       |
            it went ok: [maybe]                                                    | OTHER       |
            """)
    void lineIsSeenAtItsForm(String line, AnsibleLine.Kind kind, String host) {
        assertThat(AnsibleLine.read(line)).isEqualTo(new AnsibleLine(kind, host));
    }
}
