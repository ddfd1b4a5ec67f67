package io.jenkins.plugins.ansibleevents.engine.playbook;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class NeededFileTest {

    private static PlaybookRequestBuilder request() {
        return PlaybookRequest.builder().directory("/srv").playbook("site.yml");
    }

    private static List<String> needed(PlaybookRequestBuilder request) {
        return NeededFile.of(request.build()).stream()
                .map(file -> file.what() + " " + file.path())
                .toList();
    }

    @Test
    void filesOfOptionsAreNeeded() {
        assertThat(needed(request()
                        .inventory(Inventory.argument("staging"))
                        .inventory(Inventory.path("~/hosts.ini"))
                        .extraVars(ExtraVars.file("vars.yml"))
                        .config("my.cfg")
                        .rolesPath("roles")))
                .containsExactly(
                        "inventory staging",
                        "inventory ~/hosts.ini",
                        "file of extra variables vars.yml",
                        "ansible.cfg my.cfg",
                        "directory of roles roles");
    }

    @Test
    void filesAmongFurtherArgumentsAreNeeded() {
        assertThat(needed(request()
                        .extraArguments(
                                "-i",
                                "a.ini",
                                "--inventory=b.ini",
                                "-ic.ini",
                                "-e",
                                "@v.yml",
                                "-e@w.yml",
                                "-e",
                                "x=1",
                                "--vault-id",
                                "prod@vault.txt",
                                "--vault-password-file=pw.txt",
                                "--private-key",
                                "id_rsa",
                                "--diff",
                                "--become-password-file",
                                "b.txt")))
                .containsExactly(
                        "inventory a.ini",
                        "inventory b.ini",
                        "inventory c.ini",
                        "file of extra variables v.yml",
                        "file of extra variables w.yml",
                        "vault password file vault.txt",
                        "vault password file pw.txt",
                        "private key file id_rsa",
                        "become password file b.txt");
    }

    @Test
    void hostsPluginsAndWhatAnsibleExpandsAreNoFiles() {
        assertThat(needed(request()
                        .inventory(Inventory.argument("localhost,"))
                        .inventory(Inventory.argument("web1,web2"))
                        .inventory(Inventory.path("@controller_inventory"))
                        .inventory(Inventory.path("$HOME/hosts"))
                        .inventory(Inventory.path("~deploy/hosts"))
                        .inventory(Inventory.text("web1\n"))
                        .extraArguments("-i", "web3,", "-e")))
                .isEmpty();
    }

    @Test
    void missingInventoryThatMayBeAHostIsToldAboutTheComma() {
        assertThat(new NeededFile("inventory", "localhost").missing("/srv/localhost"))
                .isEqualTo("the inventory \"localhost\" does not exist: there is no /srv/localhost on the machine where"
                        + " Ansible runs; name an existing file or directory, or give a list of hosts with a comma:"
                        + " \"localhost,\"");
        assertThat(new NeededFile("ansible.cfg", "x.cfg").missing("/srv/x.cfg"))
                .endsWith("name an existing file or directory");
    }
}
