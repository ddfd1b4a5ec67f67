package io.jenkins.plugins.ansibleevents.cli.serve;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.jenkins.plugins.ansibleevents.cli.run.CaptureSettings;
import io.jenkins.plugins.ansibleevents.cli.run.RunDescription;
import io.jenkins.plugins.ansibleevents.engine.inbound.dispatch.Action;
import io.jenkins.plugins.ansibleevents.engine.inbound.expression.Expression;
import io.jenkins.plugins.ansibleevents.engine.inbound.expression.ExpressionSettings;
import io.jenkins.plugins.ansibleevents.engine.playbook.ExtraVars;
import io.jenkins.plugins.ansibleevents.engine.playbook.Inventory;
import io.jenkins.plugins.ansibleevents.engine.playbook.IsolationSettings;
import io.jenkins.plugins.ansibleevents.engine.playbook.Mode;
import io.jenkins.plugins.ansibleevents.engine.playbook.PlaybookRequestException;
import io.jenkins.plugins.ansibleevents.engine.playbook.Selection;
import io.jenkins.plugins.ansibleevents.engine.playbook.ShellWords;
import io.jenkins.plugins.ansibleevents.engine.playbook.Work;
import io.jenkins.plugins.ansibleevents.engine.settings.Section;
import io.jenkins.plugins.ansibleevents.engine.settings.SettingsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The {@code run} of a rule. Its keys become a {@link RunDescription}; an {@link Action} adds what its message says:
 * hosts by name and variables as untrusted data, never as text that somebody parses.
 *
 * <pre>
 * run:
 *   privateDataDir: ./project        # required
 *   playbook: fix.yml                # required, relative to its project/
 *   limit: CEL                       # a host name or a list of them
 *   limitGroups: false               # true: names of groups, too
 *   extraVars: { NAME: CEL }
 *   inventory: [...]   tags: [...]   skipTags: [...]   forks: 5   check: false   diff: false   verbosity: 0
 *   jobTimeout: 1h     idleTimeout: 10m    artifactDir: DIR    cmdline: ARGS     binary: DIR
 *   omitEventData: false   onlyFailedEventData: false   omitEvents: [...]   maxResultSize: 700000
 *   shortenFacts: false    maxEventsSize: 0
 * </pre>
 */
public final class RunTemplate {

    private final Section run;
    private final RunDescription description;
    private final boolean limitGroups;

    private RunTemplate(Section run, RunDescription description, boolean limitGroups) {
        this.run = run;
        this.description = description;
        this.limitGroups = limitGroups;
    }

    /** The expressions of {@code extraVars}; a name that no play could use is refused here, not when a message comes. */
    static Map<String, Expression> extraVars(Section run) throws SettingsException {
        Map<String, Expression> variables = ExpressionSettings.expressions(run, "extraVars");
        for (String name : variables.keySet()) {
            try {
                ExtraVars.data(JsonNodeFactory.instance.objectNode().put(name, ""));
            } catch (PlaybookRequestException e) {
                throw run.error("extraVars." + name, e.reason());
            }
        }
        return variables;
    }

    /** Reads the keys that are no expressions; {@code limit} and {@code extraVars} have been read before. */
    static RunTemplate read(Section run) throws SettingsException {
        try {
            RunDescription description = description(run);
            boolean limitGroups = run.bool("limitGroups", false);
            run.finish();
            Optional<Path> missing = description.missingPlaybook();
            if (missing.isPresent()) {
                throw run.error("playbook", "no such playbook: " + missing.get());
            }
            return new RunTemplate(run, description, limitGroups);
        } catch (PlaybookRequestException e) {
            throw run.error(e.option(), e.reason()); // rules and requests have the same names for options
        }
    }

    private static RunDescription description(Section run) throws SettingsException {
        Path home = run.path("privateDataDir").orElseThrow(() -> run.missing("privateDataDir"));
        if (!Files.isDirectory(home)) {
            throw run.error("privateDataDir", "no such directory: " + home);
        }
        return new RunDescription(
                home.toAbsolutePath().normalize(),
                new Work.Playbooks(List.of(run.requiredString("playbook"))),
                Optional.empty(),
                inventories(run),
                new Selection(null, List.of(), run.strings("tags"), run.strings("skipTags"), null),
                mode(run),
                List.of(),
                run.string("cmdline").map(text -> ShellWords.split("cmdline", text)),
                new RunDescription.Tools(directory(run, "binary"), List.of(), Optional.empty(), IsolationSettings.NONE),
                new RunDescription.Limits(run.duration("jobTimeout"), run.duration("idleTimeout")),
                new RunDescription.Recording(
                        Optional.empty(),
                        directory(run, "artifactDir"),
                        Optional.empty(),
                        Optional.empty(),
                        false,
                        false,
                        CaptureSettings.read(run, CaptureSettings.Keys.CAMEL_CASE)),
                RunDescription.Delivery.UNSET,
                RunDescription.Display.QUIET);
    }

    private static Optional<Path> directory(Section run, String key) throws SettingsException {
        return run.path(key).map(Path::toAbsolutePath);
    }

    /** A path is relative to the configuration file, like all its paths; a host list has a comma. */
    private static List<Inventory> inventories(Section run) throws SettingsException {
        var inventories = new ArrayList<Inventory>();
        for (String text : run.strings("inventory")) {
            boolean hosts = text.contains(",");
            inventories.add(Inventory.argument(
                    hosts ? text : run.directory().resolve(text).toString()));
        }
        return inventories;
    }

    private static Mode mode(Section run) throws SettingsException {
        return new Mode(
                run.integer("forks", 1, Mode.MAX_FORKS).orElse(Mode.DEFAULT.forks()),
                run.bool("check", false),
                run.bool("diff", false),
                run.integer("verbosity", 0, Mode.MAX_VERBOSITY).orElse(Mode.DEFAULT.verbosity()));
    }

    /** Refuses a run without its inventories. The service itself may start before they exist. */
    void mustHaveInventories() throws SettingsException {
        for (Inventory inventory : description.inventories()) {
            if (inventory instanceof Inventory.PathSource source && !Files.exists(Path.of(source.path()))) {
                throw run.error("inventory", "no such inventory: " + source.path());
            }
        }
    }

    /** The part of the run that is the same for each action. */
    public RunDescription description() {
        return description;
    }

    /**
     * The run of an action.
     *
     * @throws PlaybookRequestException when a value of the message cannot be part of a run
     */
    public RunDescription description(Action action) {
        return description.with(action.id(), selection(action), variables(action));
    }

    private Selection selection(Action action) {
        Selection ofRule = description.selection();
        List<String> hosts = action.limit();
        return hosts.isEmpty() ? ofRule : ofRule.withLimit(String.join(",", hosts), limitGroups ? List.of() : hosts);
    }

    private static List<ExtraVars> variables(Action action) {
        if (action.parameters().isEmpty()) {
            return List.of();
        }
        var values = JsonNodeFactory.instance.objectNode();
        action.parameters().forEach(values::set);
        return List.of(ExtraVars.data(values));
    }
}
