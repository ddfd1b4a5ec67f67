package io.jenkins.plugins.ansibleevents.engine.runner;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.ansibleevents.engine.playbook.Inventory;
import io.jenkins.plugins.ansibleevents.engine.playbook.PlaybookRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Who may name hosts cannot name groups, on every ansible-core there is; the inventory is a program. */
class HostileLimitsTest {

    private static final String REST = "; nothing was done. Only hosts may be named here unless limitGroups is true";

    @TempDir
    Path directory;

    @BeforeEach
    void layOut() throws Exception {
        Files.writeString(directory.resolve("site.yml"), """
                - hosts: all
                  gather_facts: false
                  tasks:
                    - debug: {msg: "on {{ inventory_hostname }}"}
                """);
    }

    static List<AnsibleInstallation> installations() {
        return HostileValuesTest.installations();
    }

    private RunResult run(AnsibleInstallation ansible, RecordedRun recorded, boolean groups, String... names)
            throws Exception {
        var request = PlaybookRequest.builder()
                .directory(directory.toString())
                .installation(ansible.bin().toString())
                .environment("LC_ALL", "C.UTF-8")
                .playbook("site.yml")
                .connectionType("local")
                .inventory(Inventory.script("""
                        #!/bin/sh
                        echo '{"prod": {"hosts": ["web1", "web2"]}, "twin": {"hosts": ["web1"]}, "more": {"hosts": ["twin"]}}'
                        """))
                .limit(String.join(",", names));
        if (!groups) {
            request.mustBeHosts(List.of(names));
        }
        return Runner.local()
                .start(
                        request.build(),
                        RunOptions.defaults().withPrivateDirectoryParent(directory.toString()),
                        recorded)
                .await();
    }

    private void refused(AnsibleInstallation ansible, String reason, String... names) throws Exception {
        var recorded = new RecordedRun();
        RunOutcome outcome = run(ansible, recorded, false, names).outcome();
        assertThat(outcome.sentence()).as(recorded.output()).isEqualTo(reason + REST);
        assertThat(outcome.kind()).isEqualTo(RunOutcome.Kind.LIMIT_REFUSED);
        assertThat(recorded.output()).doesNotContain("on web", "PLAY");
    }

    @ParameterizedTest
    @MethodSource("installations")
    void namesThatAreNoHostsStartNothing(AnsibleInstallation ansible) throws Exception {
        refused(ansible, "the limit names prod, in the inventory a group and not a host", "prod");
        refused(ansible, "the limit names twin, in the inventory a group and not a host", "web1", "twin");
        refused(ansible, "the limit names web9, no host of the inventory", "web1", "web9");
        refused(ansible, "the limit \"web9\" names no host of the inventory", "web9");
    }

    @ParameterizedTest
    @MethodSource("installations")
    void hostsAreRunAndGroupsWhereTheyAreAllowed(AnsibleInstallation ansible) throws Exception {
        var host = new RecordedRun();
        assertThat(run(ansible, host, false, "web1").outcome().kind()).isEqualTo(RunOutcome.Kind.SUCCESSFUL);
        assertThat(host.output()).contains("on web1").doesNotContain("on web2");
        var group = new RecordedRun();
        assertThat(run(ansible, group, true, "prod").outcome().kind()).isEqualTo(RunOutcome.Kind.SUCCESSFUL);
        assertThat(group.output()).contains("on web1", "on web2");
    }
}
