package io.jenkins.plugins.ansibleevents.cli.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** The project of a test of {@code serve}: {@code project/}, with an inventory and the playbook {@code fix.yml}. */
final class ServeProject {

    private ServeProject() {}

    static void needsAnsible() {
        boolean installed = Arrays.stream(System.getenv("PATH").split(":"))
                .anyMatch(path -> Files.isExecutable(Path.of(path, "ansible-playbook")));
        if (System.getenv("CI") != null) {
            assertThat(installed)
                    .as("ansible-playbook must be on the PATH (bin/test installs it)")
                    .isTrue();
        }
        assumeTrue(installed, "ansible-playbook is not on the PATH");
    }

    /** With one host, web1, on this machine. */
    static void layOut(Path directory, String playbook) throws IOException {
        layOut(directory, "web1 ansible_connection=local\n", playbook);
    }

    static void layOut(Path directory, String inventory, String playbook) throws IOException {
        Files.createDirectories(directory.resolve("project/project"));
        Files.createDirectories(directory.resolve("project/inventory"));
        Files.writeString(directory.resolve("project/inventory/hosts"), inventory);
        Files.writeString(directory.resolve("project/project/fix.yml"), playbook);
    }

    /** A filter of the project that writes a value as JSON and a line end behind what is in a file. */
    static void addDumpFilter(Path directory) throws IOException {
        Files.createDirectories(directory.resolve("project/project/filter_plugins"));
        Files.writeString(directory.resolve("project/project/filter_plugins/dump.py"), """
                import json


                def dump(value, path):
                    with open(path, "a") as out:
                        out.write(json.dumps(value) + "\\n")
                    return "dumped"


                class FilterModule:
                    def filters(self):
                        return {"dump": dump}
                """);
    }
}
