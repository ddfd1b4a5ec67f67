package io.jenkins.plugins.ansibleevents.step;

import java.io.IOException;
import java.io.Serializable;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * Gates of a run, made of files: whoever comes to a gate leaves a file there, and waits until a second one opens it.
 *
 * @param directory of all gates
 */
record Steering(String directory) implements Serializable {

    private static final String WAIT = """
            #!/bin/sh
            : >"$1.reached"
            while [ ! -e "$1.open" ]; do sleep 0.1; done
            """;

    /** The wrapper is on the PATH before the real program. */
    private static final String PROGRAM = """
            #!/bin/sh
            sh "$STEERING/wait.sh" "$STEERING/$RUN.start"
            PATH=${PATH#"$STEERING/bin:"}
            exec ansible-playbook "$@"
            """;

    private static final String SITE = """
            - hosts: all
              gather_facts: false
              tasks:
                - name: before
                  ansible.builtin.debug:
                    msg: "{{ token | length }} characters"
                - name: "between{{ lookup('ansible.builtin.pipe', 'sh DIRECTORY/wait.sh DIRECTORY/RUN.between') }}"
                  ansible.builtin.debug:
                    msg: between
                - name: middle
                  ansible.builtin.command: sh DIRECTORY/wait.sh DIRECTORY/RUN.middle
                - name: after
                  ansible.builtin.debug:
                    msg: after
            """;

    /** What a run can be stopped at; there is one more for the archive, in Jenkins. */
    static final String[] GATES = {"start", "between", "middle", "archive"};

    static Steering in(Path directory) throws IOException {
        Files.writeString(directory.resolve("wait.sh"), WAIT);
        Path program = Files.createDirectories(directory.resolve("bin")).resolve("ansible-playbook");
        Files.writeString(program, PROGRAM);
        if (!program.toFile().setExecutable(true)) {
            throw new IOException("cannot make " + program + " executable");
        }
        return new Steering(directory.toString());
    }

    /** A Pipeline that runs the playbook on the agent; its processes have the variable STEERING. */
    String pipeline(String run) {
        return """
                node('a1') {
                  writeFile file: 'site.yml', text: '''%s'''
                  withEnv(['STEERING=%s', 'RUN=%s', 'PATH=%s/bin:%s']) {
                    def result = ansibleRun playbook: 'site.yml', inventory: 'web1,web2,', connection: 'local',
                      secretVars: [[name: 'token', credentialsId: 'token']]
                    echo "the step says ${result.status} after ${result.events} events"
                  }
                }
                """.formatted(
                        SITE.replace("DIRECTORY", directory).replace("RUN", run),
                        directory,
                        run,
                        directory,
                        System.getenv("PATH"));
    }

    /** Opens all gates of a run but one. */
    void openAllBut(String run, String gate) throws IOException {
        for (String other : Arrays.asList(GATES)) {
            if (!other.equals(gate)) {
                open(run, other);
            }
        }
    }

    void open(String run, String gate) throws IOException {
        try {
            Files.createFile(file(run, gate, "open"));
        } catch (FileAlreadyExistsException e) {
            return; // open already
        }
    }

    boolean isReached(String run, String gate) {
        return Files.exists(file(run, gate, "reached"));
    }

    /** Waits at a gate. */
    void pass(String run, String gate) throws IOException, InterruptedException {
        int code = new ProcessBuilder(
                        "sh",
                        Path.of(directory, "wait.sh").toString(),
                        Path.of(directory, run + "." + gate).toString())
                .start()
                .waitFor();
        if (code != 0) {
            throw new IOException("the gate " + gate + " of " + run + " cannot be watched");
        }
    }

    private Path file(String run, String gate, String what) {
        return Path.of(directory, run + "." + gate + "." + what);
    }
}
