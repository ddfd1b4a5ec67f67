package io.jenkins.plugins.ansibleevents.build;

import hudson.model.Item;
import hudson.model.Run;
import jenkins.model.Jenkins;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.MockAuthorizationStrategy;

/** A Jenkins with the permission for artifacts, which Jenkins has off by default: auditor has it, reader does not. */
final class ArtifactsPermission implements AutoCloseable {

    private static final String SWITCH = "hudson.security.ArtifactsPermission";

    private final JenkinsRule jenkins;

    ArtifactsPermission(JenkinsRule jenkins) {
        this.jenkins = jenkins;
        jenkins.jenkins.setSecurityRealm(jenkins.createDummySecurityRealm());
        jenkins.jenkins.setAuthorizationStrategy(new MockAuthorizationStrategy()
                .grant(Jenkins.READ, Item.READ)
                .everywhere()
                .to("reader", "auditor")
                .grant(Run.ARTIFACTS)
                .everywhere()
                .to("auditor"));
        System.setProperty(SWITCH, "true");
        Run.ARTIFACTS.setEnabled(true);
    }

    /** The browser of somebody who is not logged in. */
    JenkinsRule.WebClient browser() {
        return jenkins.createWebClient();
    }

    @Override
    public void close() {
        System.clearProperty(SWITCH);
        Run.ARTIFACTS.setEnabled(false);
    }
}
