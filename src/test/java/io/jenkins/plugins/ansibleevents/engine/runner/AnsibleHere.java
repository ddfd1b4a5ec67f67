package io.jenkins.plugins.ansibleevents.engine.runner;

import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** Programs that a test needs: where one is missing, the test is skipped with the reason, and fails in CI. */
public final class AnsibleHere {

    private AnsibleHere() {}

    public static void need(String... programs) {
        for (String program : programs) {
            if (!isOnPath(program)) {
                missing(program + " is not on PATH; bin/test installs it");
            }
        }
    }

    public static void missing(String reason) {
        if ("true".equals(System.getenv("CI"))) {
            fail(reason);
        }
        abort(reason);
    }

    private static boolean isOnPath(String program) {
        return Arrays.stream((System.getenv("PATH") + ":/usr/sbin").split(File.pathSeparator))
                .anyMatch(directory -> Files.isExecutable(Path.of(directory, program)));
    }
}
