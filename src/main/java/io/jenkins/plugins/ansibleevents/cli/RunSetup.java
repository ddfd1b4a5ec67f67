package io.jenkins.plugins.ansibleevents.cli;

import io.jenkins.plugins.ansibleevents.cli.run.CaptureSettings;
import io.jenkins.plugins.ansibleevents.cli.run.RunDescription;
import io.jenkins.plugins.ansibleevents.engine.emit.EmitterSettings;
import io.jenkins.plugins.ansibleevents.engine.emit.pump.EmitterMeters;
import io.jenkins.plugins.ansibleevents.engine.playbook.IsolationSettings;
import io.jenkins.plugins.ansibleevents.engine.playbook.PlaybookRequest;
import io.jenkins.plugins.ansibleevents.engine.playbook.PlaybookRequestBuilder;
import io.jenkins.plugins.ansibleevents.engine.playbook.PrivateDataDir;
import io.jenkins.plugins.ansibleevents.engine.playbook.RunnerSettings;
import io.jenkins.plugins.ansibleevents.engine.record.RunDirectory;
import io.jenkins.plugins.ansibleevents.engine.record.RunRotation;
import io.jenkins.plugins.ansibleevents.engine.runner.FixedDirectory;
import io.jenkins.plugins.ansibleevents.engine.runner.RunOptions;
import io.jenkins.plugins.ansibleevents.engine.settings.SettingsException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A {@link RunDescription}, completed by the files of its private data directory. */
final class RunSetup {

    /** The directory of the spool in the private data directory. */
    static final String DELIVERY = "delivery";

    /** The directory of the settings in the private data directory. */
    private static final String ENV = "env";

    /** Generous, and yet a receiver that takes a message a minute does not hold up a container for a day. */
    private static final Duration WAIT_DELIVERY = Duration.ofMinutes(10);

    private final RunDescription run;
    private final PrivateDataDir data;
    private final Plugins plugins;
    private final Terminal terminal;
    private final EmitterMeters meters;
    private final Optional<Duration> usualWait;
    private final RunOptions options;
    private final FactCache facts;

    private RunSetup(
            RunDescription run, Plugins plugins, Terminal terminal, EmitterMeters meters, Optional<Duration> usualWait)
            throws SettingsException {
        this.run = run;
        this.data = PrivateDataDir.read(run.privateDataDir(), run.arguments().orElse(null));
        this.plugins = plugins;
        this.terminal = terminal;
        this.meters = meters;
        this.usualWait = usualWait;
        this.options = readOptions();
        this.facts = new FactCache(data.settings());
        data.warnings().forEach(this::remark);
        isolation().warnings().forEach(this::remark);
    }

    /** The one run of this process. */
    static RunSetup of(RunDescription run, Plugins plugins, Terminal terminal) throws SettingsException {
        return new RunSetup(run, plugins, terminal, new EmitterMeters(), Optional.of(WAIT_DELIVERY));
    }

    /**
     * One run of several. Others send what is left at its end, unless the settings name a time to wait.
     *
     * @param meters count for the emitters of all of them
     */
    static RunSetup ofOneOfSeveral(RunDescription run, Plugins plugins, Terminal terminal, EmitterMeters meters)
            throws SettingsException {
        return new RunSetup(run, plugins, terminal, meters, Optional.empty());
    }

    /** Says something that is no error. */
    void remark(String sentence) {
        if (!isQuiet()) {
            terminal.complain(sentence);
        }
    }

    private boolean isQuiet() {
        return run.display().quiet() || data.settings().suppressAnsibleOutput().orElse(false);
    }

    /** The private data directory. */
    Path home() {
        return data.directory();
    }

    Path artifactDir() {
        return run.artifacts();
    }

    RunOptions options() {
        return options;
    }

    /** The options, when the directory of the run has been made. */
    RunOptions options(RunDirectory directory) throws IOException {
        return isolation().isWanted() ? options.withFixed(fixed(directory)) : options;
    }

    private List<FixedDirectory> fixed(RunDirectory directory) throws IOException {
        var places = new FixedPlaces(home(), artifactDir(), run.project(), this::remark);
        places.addRecords(directory, facts);
        places.addDeciding(home().resolve(ENV));
        places.addDeciding(state().normalize());
        places.addProject();
        return places.all();
    }

    boolean jobEvents() {
        return run.recording().jobEvents();
    }

    /** Files that {@code env/settings} does not want. */
    Set<Path> leftOut(RunDirectory directory) {
        var leftOut = new HashSet<Path>();
        if (data.settings().suppressOutputFile()) {
            leftOut.addAll(List.of(directory.stdout(), directory.stderr()));
        }
        if (run.recording().noCommandFile() || data.settings().suppressEnvFiles()) {
            leftOut.add(directory.command());
        }
        return leftOut;
    }

    /** The emitters of the private data directory; checked before anything is run. */
    EmitterSettings emitters() throws SettingsException {
        return EmitterSettings.load(data.directory(), System.getenv(), plugins.loader());
    }

    /** Where messages that are not delivered are kept. */
    Path state() {
        return run.delivery().state().orElse(data.directory().resolve(DELIVERY));
    }

    List<RunExtension> extensions(EmitterSettings emitters, RunDirectory directory) throws IOException {
        Path home = data.directory();
        Optional<Duration> wait =
                run.delivery().longest().or(emitters::waitDelivery).or(() -> usualWait);
        return EmitterExtension.of(emitters, home, state(), directory.path(), wait, meters, terminal);
    }

    /** Writes the playbook of the role, when the run is one of a role. */
    Optional<RunExtension> roleFile() {
        return run.role().map(play -> new RoleFile(play, run.project()));
    }

    /** Which run directories stay. */
    RunRotation.Limits kept() throws SettingsException {
        return new RunRotation.Limits(
                kept("rotate_artifacts", run.recording().keptRuns()),
                kept("artifact_days", run.recording().keptDays()));
    }

    private int kept(String key, Optional<Integer> given) throws SettingsException {
        int said = data.settings()
                .section()
                .integer(key, 0, WholeNumber.KeptRuns.MAX)
                .orElse(0);
        return given.orElse(said);
    }

    RunDisplay display(Terminal terminal) {
        if (isQuiet()) {
            return new QuietDisplay(terminal);
        }
        return run.display().json() ? new JsonDisplay(terminal) : new FullDisplay(terminal, plays(terminal));
    }

    /** The number of plays for a terminal's progress line, where Ansible knows only one of the playbooks; else 0. */
    private int plays(Terminal terminal) {
        List<Path> playbooks = run.playbooks();
        return terminal.interactive() && playbooks.size() > 1 ? PlaybookOutline.plays(playbooks) : 0;
    }

    private RunOptions readOptions() throws SettingsException {
        RunnerSettings settings = data.settings();
        CaptureSettings ofFile = CaptureSettings.read(settings.section(), CaptureSettings.Keys.SNAKE_CASE);
        RunOptions unnamed = RunOptions.defaults()
                .withCapture(run.recording().capture().or(ofFile).options())
                .withJobTimeout(run.limits().job().or(settings::jobTimeout).orElse(Duration.ZERO))
                .withIdleTimeout(run.limits().idle().or(settings::idleTimeout).orElse(Duration.ZERO));
        RunOptions placed =
                isolation().staging().map(unnamed::withPrivateDirectoryParent).orElse(unnamed);
        return run.recording().ident().map(placed::withIdent).orElse(placed);
    }

    private IsolationSettings isolation() {
        return run.tools().isolation().or(data.settings().isolation());
    }

    /** Where the facts of hosts are kept. */
    FactCache facts() {
        return facts;
    }

    /**
     * A role below {@code roles} of the private data directory is found without an option; nobody else's roles lose their
     * places by that directory.
     */
    private Optional<Path> rolesBeside(PlaybookRequest request) {
        String variable = "ANSIBLE_ROLES_PATH";
        Path roles = data.directory().resolve("roles");
        boolean said = !request.surroundings().rolesPath().isEmpty()
                || request.surroundings().environment().containsKey(variable)
                || System.getenv(variable) != null;
        return run.role()
                .map(play -> roles.resolve(play.role()))
                .filter(role -> !said && role.startsWith(roles) && Files.isDirectory(role))
                .map(role -> roles);
    }

    /** What to run. */
    PlaybookRequest request(RunDirectory directory) throws SettingsException {
        Optional<Path> missing = run.missingPlaybook();
        if (missing.isPresent()) {
            throw new SettingsException("no such playbook: " + missing.get());
        }
        PlaybookRequestBuilder request = data.request();
        Optional<Path> cache = facts.of(directory);
        if (cache.isPresent() && isolation().isWanted()) {
            FixedPlaces.mustHoldFactsAlone(cache.get(), directory, artifactDir());
        }
        cache.ifPresent(path -> request.factCache(path.toString()));
        request.forceColour(terminal.colours());
        request.work(run.work()).selection(run.selection()).mode(run.mode());
        run.inventories().forEach(request::inventory);
        if (run.inventories().isEmpty()) {
            data.inventory().ifPresent(request::inventory);
        }
        run.extraVars().forEach(request::extraVars);
        request.directory(run.directory(isolation()).toString());
        run.tools().rolesPath().forEach(path -> request.rolesPath(path.toString()));
        rolesBeside(request.build()).ifPresent(path -> request.rolesPath(path.toString()));
        run.tools().installation().ifPresent(path -> request.installation(path.toString()));
        isolation().place(data.directory(), run.project(), options.ident()).ifPresent(request::isolation);
        return request.build();
    }
}
