package io.jenkins.plugins.ansibleevents.engine.runner;

import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A container engine of this machine with an image for tests; {@code src/test/containers/podman} and {@code docker} prepare
 * it.
 */
public final class EngineHere {

    private static final Map<String, EngineHere> READY = new HashMap<>();

    private final String name;
    private final Map<String, String> prepared;

    private EngineHere(String name, Map<String, String> prepared) {
        this.name = name;
        this.prepared = prepared;
    }

    /**
     * Skips the test where the engine cannot run a container. Where podman is missing, that is a failure in CI; docker needs
     * a daemon, which nobody wants to be installed by a test.
     */
    public static synchronized EngineHere need(String name) throws IOException, InterruptedException {
        AnsibleHere.need("ansible-playbook");
        if (name.equals("podman")) {
            AnsibleHere.need("podman");
        }
        EngineHere ready = READY.get(name);
        if (ready == null) {
            ready = prepare(name);
            READY.put(name, ready);
        }
        return ready;
    }

    private static EngineHere prepare(String name) throws IOException, InterruptedException {
        Path cache = Optional.ofNullable(System.getenv("XDG_CACHE_HOME"))
                .map(Path::of)
                .orElse(Path.of(System.getProperty("user.home"), ".cache"));
        Process script = new ProcessBuilder(
                        "src/test/containers/" + name,
                        cache.resolve("ansible-events/containers").toString(),
                        Long.toString(ProcessHandle.current().pid()))
                .redirectErrorStream(true)
                .start();
        String said = new String(script.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (script.waitFor() != 0) {
            abort(said.strip());
        }
        var prepared = new HashMap<String, String>();
        said.lines().forEach(line -> prepared.put(line.replaceFirst("=.*", ""), line.replaceFirst("^[^=]*=", "")));
        return new EngineHere(name, prepared);
    }

    public String image() {
        return prepared.get("IMAGE");
    }

    /** The variables by which the engine finds its settings. */
    public Map<String, String> environment() {
        var environment = new HashMap<>(prepared);
        environment.remove("IMAGE");
        return environment;
    }

    /** What the engine says; its errors, too. */
    public String say(String... arguments) throws IOException, InterruptedException {
        var command = new ArrayList<>(List.of(name));
        command.addAll(List.of(arguments));
        var builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().putAll(environment());
        Process process = builder.start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        return said;
    }

    /** Names of containers that are there, whether they run or not, with this text in them. */
    public List<String> containers(String named) throws IOException, InterruptedException {
        return say("ps", "--all", "--format", "{{.Names}}")
                .lines()
                .filter(line -> line.contains(named))
                .toList();
    }
}
