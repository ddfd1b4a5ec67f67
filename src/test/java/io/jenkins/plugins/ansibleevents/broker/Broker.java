package io.jenkins.plugins.ansibleevents.broker;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;

/**
 * A broker in a process of its own on 127.0.0.1. It is started once for all tests of this Java process, keeps its port
 * and its data when it is restarted, and ends with the Java process. Clients reach it by {@link #port()}, through a
 * proxy that can be cut.
 */
public abstract class Broker {

    private static final Duration START_TIMEOUT = Duration.ofSeconds(90);

    private final String name;
    private final CuttableProxy proxy = new CuttableProxy();
    private final Path directory;
    private final int realPort;
    private final int tlsPort = freePort();
    private Path keys;
    private Process process;

    Broker(String name) {
        this.name = name;
        this.realPort = freePort();
        this.directory = temporaryDirectory(name);
        proxy.forwardTo(realPort);
        Runtime.getRuntime().addShutdownHook(new Thread(this::stopAndClean));
    }

    /** The command's arguments after {@code java -Xmx.. -cp CLASSPATH}. */
    abstract List<String> arguments() throws IOException;

    /** Prepares the broker once, before its first start. */
    void prepare() throws IOException {}

    public int port() {
        return proxy.port();
    }

    public CuttableProxy proxy() {
        return proxy;
    }

    /** With TLS and a login; not through the proxy. */
    public int tlsPort() {
        return tlsPort;
    }

    /** The trust store for clients of {@link #tlsPort}, with {@link BrokerKeys#PASSWORD}. */
    public final Path keys() {
        return keys;
    }

    final int realPort() {
        return realPort;
    }

    final Path directory() {
        return directory;
    }

    final synchronized Broker start() {
        try {
            if (process == null) {
                keys = BrokerKeys.make(directory);
                prepare();
            }
            process = java(arguments());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Awaitility.await(name + " answers; its output is in " + log())
                .atMost(START_TIMEOUT)
                .until(this::answers);
        return this;
    }

    /** Kills the broker, as a crash does, and starts it again on its data. */
    public synchronized void restart() {
        kill();
        start();
    }

    final void run(List<String> arguments) throws IOException {
        Process tool = java(arguments);
        try {
            if (!tool.waitFor(1, TimeUnit.MINUTES) || tool.exitValue() != 0) {
                throw new IOException(name + ": " + arguments + " failed, see " + log());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }

    private Process java(List<String> arguments) throws IOException {
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx384m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                BrokerClasspath.of(name)));
        command.addAll(arguments);
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log()))
                .start();
    }

    private boolean answers() {
        if (!process.isAlive()) {
            throw new IllegalStateException(name + " ended, its output is in " + log());
        }
        try (var socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), realPort), 500);
            return true;
        } catch (IOException notYet) {
            return false;
        }
    }

    private synchronized void kill() {
        if (process != null) {
            process.destroyForcibly().onExit().orTimeout(10, TimeUnit.SECONDS).join();
        }
    }

    private void stopAndClean() {
        kill();
        proxy.close();
        try (var files = Files.walk(directory)) {
            files.sorted(java.util.Comparator.reverseOrder()).map(Path::toFile).forEach(File::delete);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private File log() {
        return Path.of("target/brokers", name + ".log").toAbsolutePath().toFile();
    }

    static int freePort() {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path temporaryDirectory(String name) {
        try {
            return Files.createTempDirectory("broker-" + name);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
