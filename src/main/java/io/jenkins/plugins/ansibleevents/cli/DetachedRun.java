package io.jenkins.plugins.ansibleevents.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The process of a {@link HeldRun}, as the command sees it that has started it. It has a session of its own, so that a
 * terminal that is closed does not end it.
 */
final class DetachedRun {

    /** The same as in {@code launch.sh}. */
    private static final String IN_NEW_SESSION = """
            if command -v setsid >/dev/null 2>&1; then
              exec setsid "$@"
            elif command -v python3 >/dev/null 2>&1; then
              exec python3 -c 'import os, sys; os.setsid(); os.execvp(sys.argv[1], sys.argv[1:])' "$@"
            fi
            exec perl -e 'use POSIX; POSIX::setsid(); exec { $ARGV[0] } @ARGV' "$@"
            """;

    private final Process process;
    private final CompletableFuture<byte[]> answer;
    private final CompletableFuture<Void> errors;

    private DetachedRun(Process process, Terminal terminal) {
        this.process = process;
        this.answer = CompletableFuture.supplyAsync(() -> all(process.getInputStream()));
        this.errors = CompletableFuture.runAsync(() -> copy(process.getErrorStream(), terminal.err()));
    }

    /**
     * Starts the process with the working directory and the environment of this one.
     *
     * @param words the arguments of the command, which no other process can see
     * @param shown what the list of processes shows of them
     */
    static DetachedRun start(List<String> words, List<String> shown, Terminal terminal) throws IOException {
        Process process = new ProcessBuilder(command(shown)).start();
        var run = new DetachedRun(process, terminal);
        try (OutputStream arguments = process.getOutputStream()) {
            arguments.write((String.join("\0", words) + "\0").getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            // The process has ended, and its errors say why.
        }
        return run;
    }

    private static List<String> command(List<String> shown) {
        var command = new ArrayList<>(List.of("/bin/sh", "-c", IN_NEW_SESSION, "ansible-events"));
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
        command.add("-Dansible-events.terminal=false");
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), HeldRun.class.getName()));
        command.addAll(shown);
        return command;
    }

    long pid() {
        return process.pid();
    }

    /** What the process says of its start, see {@link HeldOutput}; empty when it says nothing for so long. */
    Optional<byte[]> answer(Duration limit) throws InterruptedException {
        try {
            return Optional.of(answer.get(limit.toMillis(), TimeUnit.MILLISECONDS));
        } catch (TimeoutException e) {
            return Optional.empty();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Waits until the errors of the start are displayed. */
    void awaitErrors() {
        errors.join();
    }

    /** Waits for the end of the process. */
    int exitCode() throws InterruptedException {
        awaitErrors();
        return process.waitFor();
    }

    /** Ends the run, as Ctrl-C does with one of this process. */
    void cancel() {
        process.destroy();
    }

    private static byte[] all(InputStream stream) {
        try {
            return stream.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void copy(InputStream from, OutputStream to) {
        try {
            from.transferTo(to);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
