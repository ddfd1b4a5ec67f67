package io.jenkins.plugins.ansibleevents.engine.runner;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;

/** The bwrap of this machine. */
public final class BwrapHere {

    private BwrapHere() {}

    /** Skips the test where bwrap is missing, which is a failure in CI, or may not make namespaces, which is none. */
    public static void need() throws IOException, InterruptedException {
        AnsibleHere.need("bwrap", "ansible-playbook");
        Process probe = new ProcessBuilder("bwrap", "--ro-bind", "/", "/", "--unshare-pid", "true")
                .redirectErrorStream(true)
                .start();
        assumeTrue(probe.waitFor() == 0, "bwrap may not make namespaces here");
    }
}
