package io.jenkins.plugins.ansibleevents.cli;

import io.jenkins.plugins.ansibleevents.cli.CommandRun.Result;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Commands that need no process of their own. */
final class CommandCall {

    private CommandCall() {}

    static Result deliver(Path state, String... arguments) {
        var line = new ArrayList<>(List.of("deliver", state.toString()));
        line.addAll(List.of(arguments));
        return call(line);
    }

    static Result queue(String... arguments) {
        var line = new ArrayList<>(List.of("queue"));
        line.addAll(List.of(arguments));
        return call(line);
    }

    static Result of(String... words) {
        return call(List.of(words));
    }

    private static Result call(List<String> line) {
        var out = new ByteArrayOutputStream();
        var err = new ByteArrayOutputStream();
        int exitCode = AnsibleEvents.commandLine(new Terminal(stream(out), stream(err), false, 80))
                .setOut(new PrintWriter(stream(out), true))
                .setErr(new PrintWriter(stream(err), true))
                .execute(line.toArray(String[]::new));
        return new Result(exitCode, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    private static PrintStream stream(ByteArrayOutputStream bytes) {
        return new PrintStream(bytes, true, StandardCharsets.UTF_8);
    }
}
