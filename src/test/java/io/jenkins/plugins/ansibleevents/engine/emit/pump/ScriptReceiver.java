package io.jenkins.plugins.ansibleevents.engine.emit.pump;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;

/** A receiver that is not ours: a script that prints what it receives. It can be stopped and started again. */
public final class ScriptReceiver implements AutoCloseable {

    private final List<String> command;
    private final List<JsonNode> received = new CopyOnWriteArrayList<>();
    private Process process;
    private Thread reader;
    private int port;

    private ScriptReceiver(List<String> command) {
        this.command = command;
    }

    /** Debian's Python, because python3-zmq belongs to that one. */
    public static ScriptReceiver python(String script, String... arguments) {
        return of("/usr/bin/python3", script, arguments);
    }

    public static ScriptReceiver node(String script, String... arguments) {
        return of("/usr/bin/node", script, arguments);
    }

    private static ScriptReceiver of(String program, String script, String... arguments) {
        need(Files.isExecutable(Path.of(program)), program + " is not installed");
        var command = new ArrayList<String>();
        command.add(program);
        command.add(resource(script));
        command.addAll(List.of(arguments));
        return new ScriptReceiver(command);
    }

    /** A missing program is a failure where everything has to be tested, and a reason to skip elsewhere. */
    public static void need(boolean there, String otherwise) {
        if ("true".equals(System.getenv("CI")) && !there) {
            throw new AssertionError(otherwise);
        }
        Assumptions.assumeTrue(there, otherwise);
    }

    public static boolean hasLibzmq() {
        try {
            return new ProcessBuilder("/usr/bin/python3", "-c", "import zmq")
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String resource(String script) {
        try {
            return Path.of(ScriptReceiver.class
                            .getResource("/receivers/" + script)
                            .toURI())
                    .toString();
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Starts it, at the same port as before when it was started before, and waits until it listens. */
    public ScriptReceiver start() throws IOException {
        var line = new ArrayList<>(command);
        if (port != 0) {
            line.set(3, String.valueOf(port));
        }
        process = new ProcessBuilder(line)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        var out = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        String ready = out.readLine();
        if (ready == null || !ready.startsWith("READY")) {
            throw new IOException("the receiver did not start: " + line + ": " + ready);
        }
        port = Integer.parseInt(ready.split(" ")[1]);
        reader = new Thread(() -> read(out));
        reader.start();
        return this;
    }

    private void read(BufferedReader out) {
        try (out) {
            for (String line = out.readLine(); line != null; line = out.readLine()) {
                received.add(new ObjectMapper().readTree(line));
            }
        } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
            // Cut by the kill.
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public int port() {
        return port;
    }

    /** Everything received so far, over all starts. */
    public List<JsonNode> received() {
        return received;
    }

    public List<String> keys() {
        return received.stream().map(message -> message.get("key").asText()).toList();
    }

    /** Stops it in the middle of its work: it reads nothing, and its connections stay. */
    public void pause() throws IOException, InterruptedException {
        signal("STOP");
    }

    /** Lets it go on after {@link #pause}. */
    public void proceed() throws IOException, InterruptedException {
        signal("CONT");
    }

    private void signal(String name) throws IOException, InterruptedException {
        int exit = new ProcessBuilder("kill", "-" + name, String.valueOf(process.pid()))
                .start()
                .waitFor();
        if (exit != 0) {
            throw new IOException("cannot send " + name + " to the receiver");
        }
    }

    /** Kills it and waits until its last words were read. */
    public void stop() {
        if (process == null) {
            return;
        }
        process.toHandle().destroyForcibly();
        try {
            process.waitFor(10, TimeUnit.SECONDS);
            reader.join(10_000);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        stop();
    }
}
