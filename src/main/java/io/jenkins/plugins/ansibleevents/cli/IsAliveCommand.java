package io.jenkins.plugins.ansibleevents.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.ansibleevents.engine.record.Manifest;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code ansible-events is-alive}: whether a run is going on. */
@Command(
        name = "is-alive",
        description = {
            "Says whether a run is going on.",
            "",
            "It finds runs of \"start\" and \"run\" on this machine. A run is alive until its process has written the"
                    + " record and delivered its messages."
        },
        exitCodeList = {
            "0:It is alive; without --ident: at least one is.",
            "1:It is not, or there is no such run.",
            "2:The command line is wrong."
        },
        footer = {
            "  ansible-events is-alive ./demo",
            "  while ansible-events is-alive ./demo -i nightly; do sleep 60; done"
        })
final class IsAliveCommand implements Callable<Integer> {

    private final Terminal terminal;

    @Mixin
    private RunChoice choice = new RunChoice();

    @Option(
            names = {"-j", "--json"},
            description = "Print a JSON object per run: ident, alive, state, status, pid, artifacts.")
    private boolean json;

    IsAliveCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws Exception {
        List<RunState> runs = choice.runs();
        for (RunState run : runs) {
            terminal.out().println(json ? inJson(run) : run.inWords());
        }
        if (runs.isEmpty() && json) {
            terminal.complain(choice.none());
        } else if (runs.isEmpty()) {
            terminal.out().println(choice.none());
        }
        return runs.stream().anyMatch(RunState::isAlive) ? 0 : 1;
    }

    private static ObjectNode inJson(RunState run) {
        ObjectNode json = new ObjectMapper()
                .createObjectNode()
                .put("ident", run.ident())
                .put("alive", run.isAlive())
                .put("state", run.kind().name().toLowerCase(Locale.ROOT));
        Manifest manifest = run.manifest();
        if (manifest != null) {
            json.put("status", manifest.status());
        }
        run.process().ifPresent(process -> json.put("pid", process.pid()));
        return json.put("artifacts", run.run().path().toString());
    }
}
