package io.jenkins.plugins.ansibleevents.webhook;

import java.util.HashMap;
import java.util.Map;
import org.jvnet.hudson.test.JenkinsRule;

/** A browser for each user, without scripts: those of an open page ask Jenkins again and again. */
final class Browsers {

    private final JenkinsRule jenkins;
    private final Map<String, JenkinsRule.WebClient> known = new HashMap<>();

    Browsers(JenkinsRule jenkins) {
        this.jenkins = jenkins;
    }

    /** The same one each time, in which the user has logged in; nobody has for an empty name. Errors are answers. */
    JenkinsRule.WebClient of(String user) throws Exception {
        JenkinsRule.WebClient browser = known.get(user);
        if (browser == null) {
            browser = jenkins.createWebClient()
                    .withThrowExceptionOnFailingStatusCode(false)
                    .withJavaScriptEnabled(false);
            known.put(user, user.isEmpty() ? browser : browser.login(user));
        }
        return browser;
    }
}
