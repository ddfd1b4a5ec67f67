package io.jenkins.plugins.ansibleevents;

import org.jvnet.hudson.test.junit.jupiter.RealJenkinsExtension;

/** Jenkins in a Java of its own, which a test stops, kills and starts again. */
public final class JenkinsProcess {

    private JenkinsProcess() {}

    /** Has only the fast compiler: each Java ends within a minute or two, before the other one pays. */
    public static RealJenkinsExtension quick() {
        return new RealJenkinsExtension().javaOptions("-XX:TieredStopAtLevel=1");
    }
}
