package io.jenkins.plugins.ansibleevents.step;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import hudson.slaves.EnvironmentVariablesNodeProperty;
import java.io.IOException;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import org.jvnet.hudson.test.JenkinsRule;

/** A podman with settings, storage and an image of its own. {@code IMAGE} among its variables is the image. */
record PodmanHere(HashMap<String, String> variables) implements Serializable {

    /** Leaves the test out, and says why, where no container can be run. */
    static PodmanHere need() throws IOException, InterruptedException {
        String cache = System.getenv().getOrDefault("XDG_CACHE_HOME", System.getProperty("user.home") + "/.cache");
        Process script = new ProcessBuilder("../src/test/containers/podman", cache + "/ansible-events/containers")
                .redirectErrorStream(true)
                .start();
        String said = new String(script.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assumeTrue(script.waitFor() == 0, said.strip());
        var variables = new HashMap<String, String>();
        said.lines().forEach(line -> variables.put(line.replaceFirst("=.*", ""), line.replaceFirst("^[^=]*=", "")));
        return new PodmanHere(variables);
    }

    /** From now on builds have the variables. */
    void tell(JenkinsRule jenkins) throws IOException {
        var entries = new ArrayList<EnvironmentVariablesNodeProperty.Entry>();
        variables.forEach((name, value) -> entries.add(new EnvironmentVariablesNodeProperty.Entry(name, value)));
        jenkins.jenkins.getGlobalNodeProperties().add(new EnvironmentVariablesNodeProperty(entries));
    }

    /** A line for each container that runs or has ended, with its name and its mounts. */
    List<String> containers() throws IOException, InterruptedException {
        var podman = new ProcessBuilder("podman", "ps", "--all", "--format", "{{.Names}} {{.Mounts}}");
        podman.environment().putAll(variables);
        Process process = podman.start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        return said.lines().toList();
    }
}
