package io.jenkins.plugins.ansibleevents.cli;

import io.jenkins.plugins.ansibleevents.cli.run.CaptureSettings;
import io.jenkins.plugins.ansibleevents.cli.run.RunDescription;
import io.jenkins.plugins.ansibleevents.engine.emit.EmitterSettings;
import io.jenkins.plugins.ansibleevents.engine.emit.pump.EmitterMeters;
import io.jenkins.plugins.ansibleevents.engine.files.IoReason;
import io.jenkins.plugins.ansibleevents.engine.files.OwnerOnly;
import io.jenkins.plugins.ansibleevents.engine.playbook.IsolationSettings;
import io.jenkins.plugins.ansibleevents.engine.playbook.PlaybookRequest;
import io.jenkins.plugins.ansibleevents.engine.playbook.PlaybookRequestBuilder;
import io.jenkins.plugins.ansibleevents.engine.playbook.PrivateDataDir;
import io.jenkins.plugins.ansibleevents.engine.playbook.RunnerSettings;
import io.jenkins.plugins.ansibleevents.engine.record.RunDirectory;
import io.jenkins.plugins.ansibleevents.engine.record.RunDirectoryException;
import io.jenkins.plugins.ansibleevents.engine.record.RunRotation;
import io.jenkins.plugins.ansibleevents.engine.runner.FixedDirectory;
import io.jenkins.plugins.ansibleevents.engine.runner.RunOptions;
import io.jenkins.plugins.ansibleevents.engine.settings.SettingsException;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

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

    /**
     * What a playbook that is shut in may read but not change: the records, and what the next run does and sends. A link that
     * it puts there would be followed outside.
     */
    private List<FixedDirectory> fixed(RunDirectory directory) throws IOException {
        var all = new ArrayList<>(fixedRecords(directory));
        for (Path decides : List.of(data.directory().resolve(ENV), state().normalize())) {
            if (decides.startsWith(data.directory())) {
                makeIfPossible(decides);
                if (isBehindALink(decides)) {
                    remark("a playbook that is shut in can replace " + decides + ", which decides about later runs: a"
                            + " symbolic link leads to it; put the directory itself there");
                } else {
                    all.add(new FixedDirectory(decides.toString(), false));
                }
            }
        }
        Path project = run.project().normalize(); // the next run may write a playbook there, or copy it
        if (project.startsWith(data.directory()) && !project.startsWith(artifactDir()) && !isBehindALink(project)) {
            all.add(new FixedDirectory(project.toString(), true));
        }
        return all;
    }

    private List<FixedDirectory> fixedRecords(RunDirectory directory) throws IOException {
        Path artifacts = artifactDir().normalize();
        if (isBehindALink(artifacts)) {
            remark("a playbook that is shut in can replace " + artifacts + ": a symbolic link leads to it; name the"
                    + " directory itself with --artifact-dir");
            return List.of();
        }
        var all = new ArrayList<FixedDirectory>();
        all.add(new FixedDirectory(artifacts.toString(), run.project().startsWith(artifacts)));
        Path record = directory.path().normalize();
        all.add(new FixedDirectory(record.toString(), false));
        Optional<Path> facts = factCache(directory).filter(path -> path.startsWith(artifacts));
        if (facts.isPresent()) {
            makePlain(facts.get(), artifacts);
            all.add(new FixedDirectory(facts.get().toString(), true));
        }
        return all;
    }

    /** Ansible writes to the fact cache; nothing else may be in it where the run is shut in. */
    private void mustBeApart(Path facts, RunDirectory directory) throws SettingsException {
        Path record = directory.path().normalize();
        boolean isAbove = facts.startsWith(artifactDir().normalize()) && record.startsWith(facts);
        if (isolation().isWanted()
                && (isAbove || facts.startsWith(directory.jobEvents().normalize()))) {
            throw new SettingsException(
                    "the fact cache " + facts + " of a run that is shut in would have files of the"
                            + " record in it; name a directory of its own (fact_cache in env/settings, for example fact_cache)");
        }
    }

    /** Because the playbook could, too; where this user cannot make it, nothing inside can. */
    private static void makeIfPossible(Path directory) throws IOException {
        try {
            Files.createDirectories(directory, OwnerOnly.directory());
        } catch (FileSystemException e) {
            if (Files.isWritable(directory.getParent())) {
                throw new RunDirectoryException("cannot make " + directory + ": " + IoReason.of(e), e);
            }
        }
    }

    /** A sandbox cannot mount there. Links above the private data directory are no matter. */
    private boolean isBehindALink(Path path) throws IOException {
        Path home = data.directory();
        return path.startsWith(home)
                && Files.exists(path)
                && !path.toRealPath().equals(home.toRealPath().resolve(home.relativize(path)));
    }

    /** Makes the directory, as nothing inside could; refuses a link in its place, which another run may have put there. */
    private static void makePlain(Path directory, Path artifacts) throws IOException {
        Files.createDirectories(directory, OwnerOnly.directory());
        Path plain = artifacts.toRealPath().resolve(artifacts.relativize(directory));
        if (!directory.toRealPath().equals(plain)) {
            throw new RunDirectoryException("the fact cache " + directory + " of a run that is shut in is behind a"
                    + " symbolic link; remove the link, or name another directory (fact_cache in env/settings)");
        }
    }

    private Optional<Path> factCache(RunDirectory directory) {
        return data.settings()
                .factCache()
                .map(name -> directory.path().resolve(name).normalize());
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

    /** Where facts of hosts may be in a run directory before the run. */
    Set<String> factCaches() {
        var names = new HashSet<>(Set.of("fact_cache"));
        Path run = Path.of("run");
        Path facts = run.resolve(data.settings().factCache().orElse("")).normalize();
        if (facts.startsWith(run) && !facts.equals(run)) {
            names.add(facts.getName(1).toString());
        }
        return names;
    }

    /** Makes the directory of the fact cache before Ansible does, because only its owner may read facts. */
    void makeFactCache(RunDirectory directory) throws RunDirectoryException {
        String name = data.settings().factCache().orElse(null);
        if (name != null) {
            directory.makeBelow(name);
        }
    }

    /** Copies the facts of the earlier run, which ansible-runner would find in the same directory; says what it leaves out. */
    void keepFacts(Optional<RunDirectory> earlier, RunDirectory directory) throws IOException {
        String name = data.settings().factCache().orElse("");
        Path target = directory.path().resolve(name).normalize();
        if (earlier.isEmpty() || name.isEmpty() || !target.startsWith(directory.path())) {
            return;
        }
        makeFactCache(directory);
        List<Path> leftOut = EarlierFacts.copy(earlier.get().path(), Path.of(name), target);
        if (!leftOut.isEmpty()) {
            remark("facts of the earlier run that are no plain files are not copied: "
                    + leftOut.stream().map(Path::toString).collect(Collectors.joining(", ")));
        }
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
        Optional<Path> facts = factCache(directory);
        if (facts.isPresent()) {
            mustBeApart(facts.get(), directory);
        }
        data.settings()
                .factCache()
                .ifPresent(
                        name -> request.factCache(directory.path().resolve(name).toString()));
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
