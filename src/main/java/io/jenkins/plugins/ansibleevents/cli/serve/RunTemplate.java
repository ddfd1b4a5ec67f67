package io.jenkins.plugins.ansibleevents.cli.serve;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.jenkins.plugins.ansibleevents.engine.inbound.expression.Expression;
import io.jenkins.plugins.ansibleevents.engine.inbound.expression.ExpressionSettings;
import io.jenkins.plugins.ansibleevents.engine.inbound.rule.Action;
import io.jenkins.plugins.ansibleevents.engine.playbook.ExtraVars;
import io.jenkins.plugins.ansibleevents.engine.playbook.PlaybookRequestBuilder;
import io.jenkins.plugins.ansibleevents.engine.playbook.PlaybookRequestException;
import io.jenkins.plugins.ansibleevents.engine.settings.Section;
import io.jenkins.plugins.ansibleevents.engine.settings.SettingsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The fixed part of a rule's {@code run}, as arguments of {@code ansible-events run}: whatever that command checks and
 * reads, it checks and reads here too. The values of an {@link Action} come from a message: they are never among these
 * arguments, nor in any other text that somebody parses, but added to the request as what they are ({@link #addTo}).
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
 * </pre>
 */
public final class RunTemplate {

    private final Path privateDataDir;
    private final boolean limitGroups;
    private final List<String> arguments;

    private RunTemplate(Path privateDataDir, boolean limitGroups, List<String> arguments) {
        this.privateDataDir = privateDataDir;
        this.limitGroups = limitGroups;
        this.arguments = List.copyOf(arguments);
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
        Path home = run.path("privateDataDir").orElseThrow(() -> run.missing("privateDataDir"));
        if (!Files.isDirectory(home)) {
            throw run.error("privateDataDir", "no such directory: " + home);
        }
        var arguments = new ArrayList<String>();
        arguments.add(home.normalize().toString());
        arguments.add("--playbook=" + playbook(run, home));
        for (String inventory : run.strings("inventory")) {
            arguments.add("--inventory=" + inventory(run, inventory));
        }
        selection(run, arguments);
        limits(run, arguments);
        boolean limitGroups = run.bool("limitGroups", false);
        run.finish();
        return new RunTemplate(home, limitGroups, arguments);
    }

    private static String playbook(Section run, Path home) throws SettingsException {
        String playbook = run.requiredString("playbook");
        Path project = home.resolve("project");
        Path file = (Files.isDirectory(project) ? project : home).resolve(playbook);
        if (!Files.isRegularFile(file)) {
            throw run.error("playbook", "no such playbook: " + file);
        }
        return playbook;
    }

    /** A path is relative to the configuration file as every other path of it; a host list has a comma. */
    private static String inventory(Section run, String inventory) {
        return inventory.contains(",")
                ? inventory
                : run.directory().resolve(inventory).toString();
    }

    private static void selection(Section run, List<String> arguments) throws SettingsException {
        run.strings("tags").forEach(tag -> arguments.add("--tags=" + tag));
        run.strings("skipTags").forEach(tag -> arguments.add("--skip-tags=" + tag));
        if (run.bool("check", false)) {
            arguments.add("--check");
        }
        if (run.bool("diff", false)) {
            arguments.add("--diff");
        }
        int verbosity = run.integer("verbosity", 0, 6).orElse(0);
        if (verbosity > 0) {
            arguments.add("-" + "v".repeat(verbosity));
        }
    }

    private static void limits(Section run, List<String> arguments) throws SettingsException {
        run.integer("forks", 1, PlaybookRequestBuilder.MAX_FORKS).ifPresent(forks -> arguments.add("--forks=" + forks));
        time(run, "jobTimeout").ifPresent(t -> arguments.add("--job-timeout=" + t));
        time(run, "idleTimeout").ifPresent(t -> arguments.add("--idle-timeout=" + t));
        run.path("artifactDir").ifPresent(dir -> arguments.add("--artifact-dir=" + dir));
        run.path("binary").ifPresent(dir -> arguments.add("--binary=" + dir));
        run.string("cmdline").ifPresent(words -> arguments.add("--cmdline=" + words));
    }

    private static Optional<String> time(Section run, String key) throws SettingsException {
        return run.duration(key).map(d -> d.toMillis() + "ms");
    }

    /** Where the run finds its project, inventory and settings. */
    public Path privateDataDir() {
        return privateDataDir;
    }

    /** The arguments that are the same for each action. */
    public List<String> arguments() {
        return arguments;
    }

    /** The arguments of {@code ansible-events run} for this action; none of them holds what a message says. */
    public List<String> arguments(Action action) {
        var all = new ArrayList<>(arguments);
        all.add("--ident=" + action.id());
        all.add("--quiet");
        return all;
    }

    /** Adds what the message says: hosts by name, variables as untrusted data. */
    public void addTo(PlaybookRequestBuilder request, Action action) {
        if (!action.limit().isEmpty()) {
            request.limit(String.join(",", action.limit()));
            if (!limitGroups) {
                request.mustBeHosts(action.limit());
            }
        }
        if (!action.parameters().isEmpty()) {
            var values = JsonNodeFactory.instance.objectNode();
            action.parameters().forEach(values::set);
            request.extraVars(ExtraVars.data(values));
        }
    }
}
