package io.jenkins.plugins.ansibleevents;

import java.nio.file.Path;
import org.jvnet.hudson.test.injected.InjectedTestBase;

/**
 * The checks that Jenkins has for every plugin (views and texts can be parsed, the plugin loads), and that no view has a
 * script in it, which the content security policy would refuse. Takes the place of the generated test, which does not
 * ask for the latter.
 */
class PluginViewsTest extends InjectedTestBase {

    PluginViewsTest() {
        super(
                "io.jenkins.plugins",
                "ansible-events",
                "any",
                Path.of("target/classes").toString(),
                true,
                true);
    }
}
