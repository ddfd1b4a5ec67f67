package io.jenkins.plugins.ansibleevents.cli;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.ansibleevents.engine.artifact.RunDirectory;
import io.jenkins.plugins.ansibleevents.engine.artifact.RunDirectoryException;
import io.jenkins.plugins.ansibleevents.engine.emit.EmitterMeters;
import io.jenkins.plugins.ansibleevents.engine.emit.EmitterSettings;
import io.jenkins.plugins.ansibleevents.engine.playbook.Inventory;
import io.jenkins.plugins.ansibleevents.engine.playbook.PlaybookRequest;
import io.jenkins.plugins.ansibleevents.engine.playbook.PlaybookRequestBuilder;
import io.jenkins.plugins.ansibleevents.engine.playbook.PrivateDataDir;
import io.jenkins.plugins.ansibleevents.engine.runner.RunOptions;
import io.jenkins.plugins.ansibleevents.engine.settings.Durations;
import io.jenkins.plugins.ansibleevents.engine.settings.SettingsException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import picocli.CommandLine.ParameterException;

/** What {@link RunCommand}'s options and the private data directory come to; everything is checked here. */
final class RunSetup {

    /** Where the private data directory keeps what was not delivered. */
    static final String DELIVERY = "delivery";

    /** Generous, and yet a receiver that takes a message a minute does not hold up a container for a day. */
    private static final Duration WAIT_DELIVERY = Duration.ofMinutes(10);

    private static final Pattern IN_COLLECTION = Pattern.compile("\\w+\\.\\w+\\.[\\w.]+");

    private final RunCommand command;
    private final PrivateDataDir data;
    private final Path home;
    private final Path project;
    private final Terminal terminal;
    private final EmitterMeters meters;
    private final Consumer<PlaybookRequestBuilder> additions;
    private final boolean oneOfSeveral;
    private final RunOptions options;

    private RunSetup(
            RunCommand command,
            PrivateDataDir data,
            Terminal terminal,
            EmitterMeters meters,
            Consumer<PlaybookRequestBuilder> additions,
            boolean oneOfSeveral)
            throws SettingsException {
        this.command = command;
        this.data = data;
        this.home = data.directory();
        this.project = projectOf(home);
        this.terminal = terminal;
        this.meters = meters;
        this.additions = additions;
        this.oneOfSeveral = oneOfSeveral;
        this.options = readOptions();
    }

    /** {@code project/}; in a directory without one, the directory itself is the project. */
    static Path projectOf(Path home) {
        Path project = home.resolve("project");
        return Files.isDirectory(project) ? project : home;
    }

    static RunSetup of(RunCommand command, Terminal terminal) throws SettingsException {
        return of(command, terminal, new EmitterMeters(), request -> {}, false);
    }

    /**
     * One run of several, whose end leaves to others what was not sent.
     *
     * @param meters what counts the emitters of all of them
     * @param additions adds to the request what is not among the arguments
     */
    static RunSetup of(
            RunCommand command, Terminal terminal, EmitterMeters meters, Consumer<PlaybookRequestBuilder> additions)
            throws SettingsException {
        return of(command, terminal, meters, additions, true);
    }

    private static RunSetup of(
            RunCommand command,
            Terminal terminal,
            EmitterMeters meters,
            Consumer<PlaybookRequestBuilder> additions,
            boolean oneOfSeveral)
            throws SettingsException {
        PrivateDataDir data = PrivateDataDir.read(command.privateDataDir, command.cmdline);
        var setup = new RunSetup(command, data, terminal, meters, additions, oneOfSeveral);
        if (!setup.quiet()) {
            data.warnings().forEach(terminal::complain);
        }
        return setup;
    }

    private boolean quiet() {
        return command.quiet || data.settings().suppressAnsibleOutput().orElse(false);
    }

    Path artifactDir() {
        return command.artifactDir == null ? home.resolve("artifacts") : command.artifactDir.toAbsolutePath();
    }

    RunOptions options() {
        return options;
    }

    boolean jobEvents() {
        return command.jobEvents;
    }

    /** Files that {@code env/settings} does not want. */
    Set<Path> leftOut(RunDirectory directory) {
        var leftOut = new HashSet<Path>();
        if (data.settings().suppressOutputFile()) {
            leftOut.addAll(List.of(directory.stdout(), directory.stderr()));
        }
        if (data.settings().suppressEnvFiles()) {
            leftOut.add(directory.command());
        }
        return leftOut;
    }

    /** The emitters of the private data directory; checked before anything is run. */
    EmitterSettings emitters() throws SettingsException {
        return EmitterSettings.load(home, System.getenv(), command.plugins.loader());
    }

    List<RunExtension> extensions(EmitterSettings emitters, RunDirectory directory)
            throws SettingsException, IOException {
        Path state = command.stateDir == null ? home.resolve(DELIVERY) : command.stateDir.toAbsolutePath();
        return EmitterExtension.of(emitters, home, state, directory.path(), waitDelivery(emitters), meters, terminal);
    }

    /** How long the end goes on sending; empty where somebody else sends what is left. */
    private Optional<Duration> waitDelivery(EmitterSettings emitters) throws SettingsException {
        Optional<Duration> unsaid = oneOfSeveral ? Optional.empty() : Optional.of(WAIT_DELIVERY);
        Optional<Duration> said = emitters.waitDelivery().or(() -> unsaid);
        return command.waitDelivery == null
                ? said
                : Optional.of(time("--wait-delivery", command.waitDelivery, Optional.empty()));
    }

    /** How many run directories stay; 0 for all. */
    int keptRuns() throws SettingsException {
        int said = data.settings()
                .section()
                .integer("rotate_artifacts", 0, WholeNumber.KeptRuns.MAX)
                .orElse(0);
        return command.rotateArtifacts == null ? said : command.rotateArtifacts;
    }

    RunDisplay display(Terminal terminal) {
        if (command.json) {
            return new JsonDisplay(terminal);
        }
        return quiet() ? new QuietDisplay(terminal) : new FullDisplay(terminal, plays(terminal));
    }

    /** What the progress line of a terminal cannot learn from Ansible, which knows one playbook at a time; else 0. */
    private int plays(Terminal terminal) {
        List<Path> playbooks = playbooks();
        return terminal.interactive() && playbooks.size() > 1 ? PlaybookOutline.plays(playbooks) : 0;
    }

    private List<Path> playbooks() {
        return command.what.playbooks.stream().map(project::resolve).toList();
    }

    private RunOptions readOptions() throws SettingsException {
        RunOptions result = named(RunOptions.defaults());
        return result.withJobTimeout(time(
                        "--job-timeout", command.jobTimeout, data.settings().jobTimeout()))
                .withIdleTimeout(time(
                        "--idle-timeout", command.idleTimeout, data.settings().idleTimeout()));
    }

    private RunOptions named(RunOptions options) throws SettingsException {
        try {
            return command.ident == null ? options : options.withIdent(command.ident);
        } catch (IllegalArgumentException e) {
            throw new SettingsException("--" + e.getMessage(), e);
        }
    }

    private static Duration time(String option, @CheckForNull String text, Optional<Duration> otherwise)
            throws SettingsException {
        try {
            return text == null ? otherwise.orElse(Duration.ZERO) : Durations.parse(text);
        } catch (IllegalArgumentException e) {
            throw new SettingsException(option + ": " + e.getMessage(), e);
        }
    }

    /** Makes what Ansible will write to: facts are nobody else's business. */
    void makeFactCache(RunDirectory directory) throws RunDirectoryException {
        String name = data.settings().factCache().orElse(null);
        if (name != null) {
            directory.makeBelow(name);
        }
    }

    /** What to run. */
    PlaybookRequest request(RunDirectory directory) throws SettingsException {
        PlaybookRequestBuilder request = data.request();
        data.settings()
                .factCache()
                .ifPresent(
                        name -> request.factCache(directory.path().resolve(name).toString()));
        request.forceColour(terminal.colours());
        what(request);
        inventories(request);
        selection(request);
        mode(request);
        for (String argument : command.extraVars) {
            ExtraVarsArgument.read(argument).ifPresent(request::extraVars);
        }
        additions.accept(request);
        return request.build();
    }

    private void what(PlaybookRequestBuilder request) throws SettingsException {
        if (command.what.module != null) {
            module(request);
            return;
        }
        if (command.hosts != null || command.moduleArguments != null) {
            throw wrongUse(
                    "--hosts and --args are for a module (-m); a playbook names its hosts, --limit narrows them");
        }
        for (String playbook : command.what.playbooks) {
            mustExist(playbook);
            request.playbook(playbook);
        }
    }

    private void module(PlaybookRequestBuilder request) {
        if (command.hosts == null) {
            throw wrongUse("a module needs --hosts PATTERN, for example --hosts all");
        }
        request.adHoc(command.what.module, command.moduleArguments, command.hosts);
    }

    private ParameterException wrongUse(String why) {
        return new ParameterException(command.spec.commandLine(), why);
    }

    /** A playbook of a collection, {@code ns.collection.name}, is no file here. */
    private void mustExist(String playbook) throws SettingsException {
        Path file = project.resolve(playbook);
        if (!Files.isRegularFile(file) && !IN_COLLECTION.matcher(playbook).matches()) {
            throw new SettingsException("no such playbook: " + file);
        }
    }

    private void inventories(PlaybookRequestBuilder request) {
        for (String inventory : command.inventories) {
            request.inventory(Inventory.argument(located(inventory)));
        }
        if (command.inventories.isEmpty()) {
            data.inventory().ifPresent(request::inventory);
        }
    }

    /** A path as the user means it: from where they are, or else from the private data directory. */
    private String located(String inventory) {
        if (inventory.indexOf(',') >= 0 || Path.of(inventory).isAbsolute()) {
            return inventory;
        }
        Path here = Path.of(inventory).toAbsolutePath();
        for (Path place :
                List.of(here, home.resolve(inventory), home.resolve("inventory").resolve(inventory))) {
            if (Files.exists(place)) {
                return place.normalize().toString();
            }
        }
        throw wrongUse("no such inventory: " + inventory + " is neither in " + here.getParent() + " nor in " + home
                + "; a host list needs a comma, for example \"" + inventory + ",\"");
    }

    private void selection(PlaybookRequestBuilder request) {
        if (command.limit != null) {
            request.limit(command.limit);
        }
        command.tags.forEach(request::tag);
        command.skipTags.forEach(request::skipTag);
        if (command.startAtTask != null) {
            request.startAtTask(command.startAtTask);
        }
        command.rolesPath.forEach(
                path -> request.rolesPath(Path.of(path).toAbsolutePath().toString()));
        if (command.installation != null) {
            request.installation(command.installation.toAbsolutePath().toString());
        }
    }

    private void mode(PlaybookRequestBuilder request) {
        if (command.forks != null) {
            request.forks(command.forks);
        }
        if (command.check) {
            request.check(true);
        }
        if (command.diff) {
            request.diff(true);
        }
        if (command.verbosity.length > 0) {
            request.verbosity(command.verbosity.length);
        }
    }
}
