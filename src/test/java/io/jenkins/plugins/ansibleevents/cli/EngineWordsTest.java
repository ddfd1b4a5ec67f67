package io.jenkins.plugins.ansibleevents.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.ansibleevents.cli.CommandRun.Result;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What podman 4.3 and docker 20.10 and 28.2 say when they cannot make a container, word for word, and the next step. */
class EngineWordsTest {

    private static final String PULL = "where the run takes place, this must work: docker pull team/ansible:1";

    @TempDir
    Path directory;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '%',
            value = {
                "docker: Cannot connect to the Docker daemon at unix:///var/run/docker.sock. Is the docker daemon running?.|info",
                "docker: Cannot connect to the Docker daemon at unix:///var/run/docker.sock. Is the docker daemon running?|info",
                "docker: permission denied while trying to connect to the Docker daemon socket at unix:///run/x: Post \"http://x\"|info",
                "Error: unable to connect to Podman socket: Get \"http://d/v4.3.1/libpod/_ping\": dial unix: no such file|info",
                "docker: Error response from daemon: Get \"http://localhost:1/v2/\": dial tcp 127.0.0.1:1: connection refused.|pull",
                "docker: Error response from daemon: error parsing HTTP 404 response body: unexpected end of JSON input: \"\"|pull",
                "docker: Error response from daemon: No such image: team/ansible:1|pull",
                "docker: Error response from daemon: OCI runtime create failed: exec: \"/bin/sh\": stat /bin/sh: no such file or directory: unknown.|no sh",
                "Error: /usr/sbin/runc: exec: \"/bin/sh\": stat /bin/sh: no such file or directory: OCI runtime attempted to invoke|no sh",
                "unknown flag: --nosuch|options",
                "docker: Error response from daemon: Minimum memory limit allowed is 6MB.|all"
            })
    void nextStepFollowsFromWhatTheEngineSays(String said, String step) throws Exception {
        Path engine = directory.resolve("docker");
        Files.writeString(
                engine, "#!/bin/sh\ncat >&2 <<'END'\n" + said + "\nSee 'docker run --help'.\nEND\nexit 125\n");
        Files.setPosixFilePermissions(engine, PosixFilePermissions.fromString("rwx------"));
        CommandRun command = new CommandRun(directory.resolve("pdd")).playbook("    - ansible.builtin.ping:\n");

        Result result = command.environment("PATH", directory + ":" + System.getenv("PATH"))
                .run(
                        "-p",
                        "site.yml",
                        "--process-isolation",
                        "--process-isolation-executable",
                        "docker",
                        "--container-image",
                        "team/ansible:1");

        String advice =
                switch (step) {
                    case "info" ->
                        "start it, and let the user of the run use it; where the run takes place, this must work: docker info";
                    case "pull" -> "look at the name of the image; " + PULL;
                    case "no sh" -> "there is no sh in the image; name an image with sh and ansible-core in it";
                    case "options" -> "look at the container options";
                    default -> "look at the image, the mounts and the container options";
                };
        assertThat(result.exitCode()).isEqualTo(125);
        assertThat(result.out() + result.err())
                .contains("(exit code 125 of docker): " + said.replaceFirst("\\.$", "") + "; " + advice);
    }
}
