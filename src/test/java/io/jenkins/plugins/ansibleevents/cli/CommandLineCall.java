package io.jenkins.plugins.ansibleevents.cli;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;

/** A command that needs no process of its own, for tests of other packages: what it wrote and how it ended. */
public record CommandLineCall(int exitCode, String out, String err) {

    public static CommandLineCall of(String... arguments) {
        var out = new ByteArrayOutputStream();
        var err = new ByteArrayOutputStream();
        int exitCode = AnsibleEvents.commandLine(new Terminal(stream(out), stream(err), false, 80))
                .setOut(new PrintWriter(stream(out), true))
                .setErr(new PrintWriter(stream(err), true))
                .execute(arguments);
        return new CommandLineCall(
                exitCode, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    private static PrintStream stream(ByteArrayOutputStream bytes) {
        return new PrintStream(bytes, true, StandardCharsets.UTF_8);
    }
}
