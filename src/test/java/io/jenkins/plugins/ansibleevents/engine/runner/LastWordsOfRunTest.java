package io.jenkins.plugins.ansibleevents.engine.runner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.jenkins.plugins.ansibleevents.engine.playbook.Inventory;
import io.jenkins.plugins.ansibleevents.engine.playbook.PlaybookRequest;
import io.jenkins.plugins.ansibleevents.engine.playbook.PlaybookRequestBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** The sentence at the end of a run, with each ansible-core. */
class LastWordsOfRunTest {

    @TempDir
    Path directory;

    @TestFactory
    Stream<DynamicTest> failedHostsAreNamedWithTheFirstReason() {
        return onEach("failed", ansible -> {
            write("- hosts: all\n  gather_facts: false\n  vars: {what: disk}\n  tasks:\n"
                    + "    - name: \"Check the {{ what }} of {{ nothing | default('all') }}\"\n"
                    + "      fail: {msg: it is full}\n      when: inventory_hostname != 'web4'\n");

            assertThat(sentence(ansible, UnaryOperator.identity(), RunOptions.defaults()))
                    .startsWith("tasks failed on web1, web2, web3 (3 of 4): \"Check the disk of all\" on web")
                    .endsWith(": it is full (" + directory + "/site.yml:5); the same on 2 more hosts");
        });
    }

    @TestFactory
    Stream<DynamicTest> unreachableHostsAreNamedWithTheFirstReason() {
        return onEach("unreachable", ansible -> {
            write("- hosts: all\n  gather_facts: false\n  tasks:\n    - ping:\n");

            assertThat(sentence(
                            ansible,
                            request -> request.connectionType("ssh")
                                    .inventory(Inventory.text("[all:vars]\nansible_host=127.0.0.1\nansible_port=1\n")),
                            RunOptions.defaults()))
                    .startsWith("unreachable: web1, web2, web3, web4 (4 of 4): \"ping\" on web")
                    .contains("Connection refused (" + directory + "/site.yml:4); the same on 3 more hosts");
        });
    }

    @TestFactory
    Stream<DynamicTest> runningTaskIsNamedAsAnsibleDisplaysIt() {
        return onEach("running", ansible -> {
            write("- hosts: web1\n  gather_facts: false\n  tasks:\n"
                    + "    - name: \"Sleep {{ secs | default(60) }}\"\n      command: sleep 60\n");

            assertThat(sentence(
                            ansible,
                            UnaryOperator.identity(),
                            RunOptions.defaults()
                                    .withIdleTimeout(Duration.ofSeconds(6))
                                    .withGrace(Duration.ofSeconds(1))))
                    .isEqualTo("idle timeout: nothing happened for 6 s; still running: task \"Sleep 60\" on web1");
        });
    }

    private interface Check {
        void with(AnsibleInstallation ansible) throws Exception;
    }

    private static Stream<DynamicTest> onEach(String name, Check check) {
        List<AnsibleInstallation> all = AnsibleInstallation.all();
        if (all.isEmpty()) {
            AnsibleHere.missing("no ansible-core with ansible-runner on this machine; bin/test installs them");
        }
        return all.stream()
                .map(ansible -> dynamicTest(name + ", ansible-core " + ansible.name(), () -> check.with(ansible)));
    }

    private void write(String playbook) throws IOException {
        Files.writeString(directory.resolve("site.yml"), playbook);
    }

    private String sentence(
            AnsibleInstallation ansible, UnaryOperator<PlaybookRequestBuilder> change, RunOptions options)
            throws InterruptedException {
        PlaybookRequestBuilder request = PlaybookRequest.builder()
                .directory(directory.toString())
                .installation(ansible.bin().toString())
                .connectionType("local")
                .inventory(Inventory.hosts(List.of("web1", "web2", "web3", "web4")))
                .playbook("site.yml");
        return Runner.local()
                .start(change.apply(request).build(), options)
                .await()
                .outcome()
                .sentence();
    }
}
