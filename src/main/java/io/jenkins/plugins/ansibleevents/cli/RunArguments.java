package io.jenkins.plugins.ansibleevents.cli;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.ansibleevents.cli.run.CaptureSettings;
import io.jenkins.plugins.ansibleevents.cli.run.RunDescription;
import io.jenkins.plugins.ansibleevents.engine.playbook.ExtraVars;
import io.jenkins.plugins.ansibleevents.engine.playbook.Inventory;
import io.jenkins.plugins.ansibleevents.engine.playbook.Mode;
import io.jenkins.plugins.ansibleevents.engine.playbook.PrivateDataDir;
import io.jenkins.plugins.ansibleevents.engine.playbook.RolePlay;
import io.jenkins.plugins.ansibleevents.engine.playbook.Selection;
import io.jenkins.plugins.ansibleevents.engine.playbook.ShellWords;
import io.jenkins.plugins.ansibleevents.engine.playbook.Work;
import io.jenkins.plugins.ansibleevents.engine.runner.CaptureOptions;
import io.jenkins.plugins.ansibleevents.engine.runner.CaptureOptions.EventData;
import io.jenkins.plugins.ansibleevents.engine.runner.RunOptions;
import io.jenkins.plugins.ansibleevents.engine.runner.RunOutcome;
import io.jenkins.plugins.ansibleevents.engine.runner.RunResult;
import io.jenkins.plugins.ansibleevents.engine.settings.Durations;
import io.jenkins.plugins.ansibleevents.engine.settings.SettingsException;
import io.jenkins.plugins.ansibleevents.engine.text.ShellWord;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The options of {@code run} and {@code start}, which become a {@link RunDescription}. */
abstract class RunArguments implements Callable<Integer> {

    /** None of Ansible's own exit codes. */
    private static final int RC_NOTHING_RAN = 7;

    private static final Set<RunOutcome.Kind> NOTHING_RAN =
            EnumSet.of(RunOutcome.Kind.NO_HOSTS_MATCHED, RunOutcome.Kind.NOTHING_RAN);

    final Terminal terminal;

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "PRIVATE_DATA_DIR", description = "Directory with project/, inventory/ and env/.")
    Path privateDataDir;

    @ArgGroup(exclusive = true, multiplicity = "0..1")
    private @CheckForNull What chosen;

    /** Either playbooks, or a module, or a role. */
    static final class What {
        @Option(
                names = {"-p", "--playbook"},
                paramLabel = "PLAYBOOK",
                description = "Playbook, relative to project/. May be given several times.")
        List<String> playbooks = new ArrayList<>();

        @Option(
                names = {"-m", "--module"},
                paramLabel = "MODULE",
                description = "Run one module instead of a playbook.")
        String module;

        @Option(
                names = {"-r", "--role"},
                paramLabel = "ROLE",
                description = "Run one role instead of a playbook.")
        String role;

        /** What the environment says, as for ansible-runner and its images. */
        static What of(Map<String, String> environment) {
            var what = new What();
            String playbook = environment.getOrDefault("RUNNER_PLAYBOOK", "");
            if (!playbook.isEmpty()) {
                what.playbooks.add(playbook);
                return what;
            }
            what.module = given(environment, "RUNNER_MODULE");
            what.role = what.module == null ? given(environment, "RUNNER_ROLE") : null;
            return what;
        }

        private static @CheckForNull String given(Map<String, String> environment, String name) {
            String value = environment.getOrDefault(name, "");
            return value.isEmpty() ? null : value;
        }

        boolean isNothing() {
            return playbooks.isEmpty() && module == null && role == null;
        }
    }

    @Option(
            names = {"-a", "--args"},
            paramLabel = "ARGS",
            preprocessor = DashedValue.class,
            description = "Arguments of the module, as for ansible -a.")
    private String moduleArguments;

    @Option(
            names = "--hosts",
            paramLabel = "PATTERN",
            description = "Hosts the module or the role runs on; for a role, all unless given.")
    private String hosts;

    @Mixin
    private RoleOptions roleOptions = new RoleOptions();

    @Mixin
    private IsolationOptions isolation = new IsolationOptions();

    @Option(
            names = {"-i", "--inventory"},
            paramLabel = "INVENTORY",
            description = "File, directory, script or host list with a comma. May be given several times."
                    + " Relative paths are looked for here, then in PRIVATE_DATA_DIR.")
    private List<String> inventories = new ArrayList<>();

    @Option(
            names = {"-l", "--limit"},
            paramLabel = "PATTERN",
            description = "Only these hosts.")
    private String limit;

    @Option(
            names = {"-t", "--tags"},
            paramLabel = "TAG,...",
            hideParamSyntax = true,
            split = ",",
            description = "Only tasks with these tags.")
    private List<String> tags = new ArrayList<>();

    @Option(
            names = "--skip-tags",
            paramLabel = "TAG,...",
            hideParamSyntax = true,
            split = ",",
            description = "No tasks with these tags.")
    private List<String> skipTags = new ArrayList<>();

    @Option(names = "--start-at-task", paramLabel = "NAME", description = "Begin with the task of this name.")
    private String startAtTask;

    @Option(
            names = {"-e", "--extra-vars"},
            paramLabel = "VARS|@FILE",
            description =
                    "Extra variables as Ansible reads them: key=value pairs, a JSON or YAML mapping, or a file. May be given several"
                            + " times, the last one wins. They never appear on Ansible's command line.")
    private List<String> extraVars = new ArrayList<>();

    @Option(
            names = {"-f", "--forks"},
            paramLabel = "N",
            converter = WholeNumber.Forks.class,
            description = "Hosts at the same time.")
    private Integer forks;

    @Option(
            names = {"-C", "--check"},
            description = "Change nothing, predict what would change.")
    private boolean check;

    @Option(
            names = {"-D", "--diff"},
            description = "Record the changes of files.")
    private boolean diff;

    @Option(names = "-v", description = "Let Ansible print more; -vvv shows connections.")
    private boolean[] verbosity = {};

    @Option(
            names = "--project-dir",
            paramLabel = "DIR",
            description = "Directory of the playbooks, in which Ansible runs. Default: project/; for a module"
                    + " PRIVATE_DATA_DIR.")
    private Path projectDir;

    @Option(
            names = "--roles-path",
            paramLabel = "DIR",
            description =
                    "Where roles are looked for, in the project or here. Default for a --role that is there: roles/ of"
                            + " PRIVATE_DATA_DIR.")
    private List<String> rolesPath = new ArrayList<>();

    @Option(
            names = {"-b", "--binary"},
            paramLabel = "DIR",
            description = "Directory of the Ansible to use, for example a virtual environment. Default: PATH.")
    private Path installation;

    @Option(
            names = "--cmdline",
            paramLabel = "ARGS",
            preprocessor = DashedValue.class,
            description = "Further arguments for ansible-playbook, in one word; they are split as a shell does, but no"
                    + " shell runs.")
    private String cmdline;

    @Option(
            names = "--ident",
            paramLabel = "ID",
            description =
                    "Name of this run and of its directory. Default: the time (UTC) and a random word, so that they sort.")
    String ident;

    @Option(
            names = "--artifact-dir",
            paramLabel = "DIR",
            description = "Where run directories are kept. Default: PRIVATE_DATA_DIR/artifacts.")
    private Path artifactDir;

    @Option(
            names = "--rotate-artifacts",
            paramLabel = "N",
            converter = WholeNumber.KeptRuns.class,
            description = "Keep only the newest N run directories; 0 keeps all.")
    private Integer rotateArtifacts;

    @Option(
            names = "--artifact-days",
            paramLabel = "N",
            converter = WholeNumber.KeptRuns.class,
            description = "Remove run directories older than N days; 0 keeps all.")
    private Integer artifactDays;

    @Option(
            names = "--job-timeout",
            paramLabel = "TIME",
            description = "End the run when it takes longer: seconds, or 90s, 15m, 2h.")
    private String jobTimeout;

    @Option(
            names = "--idle-timeout",
            paramLabel = "TIME",
            description = "End the run when nothing has happened for so long.")
    private String idleTimeout;

    @Option(
            names = "--fail-if-nothing-ran",
            description =
                    "End with exit code 7 when no host matched, or when tags or --start-at-task left no task. Ansible"
                            + " and ansible-runner call both a success.")
    private boolean failIfNothingRan;

    @Option(names = "--job-events", description = "Also write a file per event, as ansible-runner does.")
    private boolean jobEvents;

    @Option(names = "--omit-env-files", description = "Do not record command and environment of the run.")
    private boolean omitEnvFiles;

    @Option(
            names = "--omit-event-data",
            description =
                    "Record events with an empty event_data, as ansible-runner does. The recap counts all the same.")
    private boolean omitEventData;

    @Option(
            names = "--only-failed-event-data",
            description = "The same for all events but those of failed tasks, as ansible-runner does.")
    private boolean onlyFailedEventData;

    @Option(
            names = "--omit-events",
            paramLabel = "TYPE,...",
            hideParamSyntax = true,
            split = ",",
            description = "Do not record events of these types, for example runner_on_start,runner_on_skipped.")
    private List<String> omitEvents = new ArrayList<>();

    @Option(
            names = "--max-result-size",
            paramLabel = "N",
            converter = WholeNumber.ResultSize.class,
            description = "Shorten results that have more than N characters of JSON. Default: 700000.")
    private Integer maxResultSize;

    @Option(names = "--shorten-facts", description = "Shorten the results of fact gathering, whatever their size.")
    private boolean shortenFacts;

    @Option(
            names = "--max-events-size",
            paramLabel = "BYTES",
            converter = WholeNumber.EventsSize.class,
            description = "Shorten all results when the events of the run have so many bytes; 0 for no limit.")
    private Integer maxEventsSize;

    @Option(
            names = "--wait-delivery",
            paramLabel = "TIME",
            description = "At the end, send for so long at most while receivers accept messages; 0 does not wait."
                    + " Default: waitDelivery of env/emitters.yml, or 10m. Messages that are left are kept for:"
                    + " ansible-events deliver.")
    private String waitDelivery;

    @Option(
            names = "--state-dir",
            paramLabel = "DIR",
            description = "Directory for messages that are not delivered. Default: PRIVATE_DATA_DIR/delivery.")
    private Path stateDir;

    @Mixin
    LogOptions logging = new LogOptions();

    @Mixin
    Plugins plugins = new Plugins();

    RunArguments(Terminal terminal) {
        this.terminal = terminal;
    }

    /** The exit code of the command; that of Ansible unless the options want another one. */
    final int exitCode(RunResult result) {
        RunOutcome outcome = result.outcome();
        if (failIfNothingRan && result.rc() == 0 && NOTHING_RAN.contains(outcome.kind())) {
            terminal.complain(
                    "exit code " + RC_NOTHING_RAN + ", because of --fail-if-nothing-ran: " + outcome.sentence());
            return RC_NOTHING_RAN;
        }
        return result.rc();
    }

    final RunDescription description(RunDescription.Display display) throws SettingsException {
        What what = chosen == null ? What.of(System.getenv()) : chosen;
        if (what.isNothing()) {
            throw wrongUse("what to run is missing: -p PLAYBOOK, -m MODULE or -r ROLE");
        }
        Path home = PrivateDataDir.existing(privateDataDir);
        var variables = new ArrayList<ExtraVars>();
        for (String argument : extraVars) {
            ExtraVarsArgument.read(argument).ifPresent(variables::add);
        }
        Optional<RolePlay> role = roleOptions.play(what.role, hosts);
        return new RunDescription(
                home,
                work(what, role),
                role,
                inventories.stream()
                        .map(name -> Inventory.argument(located(name, home)))
                        .toList(),
                new Selection(checkedLimit(), List.of(), tags, skipTags, startAtTask),
                new Mode(forks == null ? 0 : forks, check, diff, verbosity.length),
                variables,
                Optional.ofNullable(cmdline)
                        .filter(text -> !text.isEmpty()) // of a variable without a value; env/cmdline counts
                        .map(text -> ShellWords.split("--cmdline", text)),
                new RunDescription.Tools(installation(), rolesPath(home), project(), isolation.settings()),
                new RunDescription.Limits(time("--job-timeout", jobTimeout), time("--idle-timeout", idleTimeout)),
                new RunDescription.Recording(
                        checkedIdent(),
                        absolute(artifactDir),
                        Optional.ofNullable(rotateArtifacts),
                        Optional.ofNullable(artifactDays),
                        jobEvents,
                        omitEnvFiles,
                        capture()),
                new RunDescription.Delivery(absolute(stateDir), time("--wait-delivery", waitDelivery)),
                display);
    }

    private CaptureSettings capture() throws SettingsException {
        Optional<EventData> eventData = omitEventData || onlyFailedEventData
                ? Optional.of(EventData.of(omitEventData, onlyFailedEventData))
                : Optional.empty();
        try {
            CaptureOptions.checkOmittedEvents(omitEvents);
        } catch (IllegalArgumentException e) {
            throw new SettingsException("--omit-events: " + e.getMessage(), e);
        }
        return new CaptureSettings(
                eventData,
                omitEvents.isEmpty() ? Optional.empty() : Optional.of(omitEvents),
                Optional.ofNullable(maxResultSize),
                shortenFacts ? Optional.of(true) : Optional.empty(),
                Optional.ofNullable(maxEventsSize));
    }

    private List<Path> rolesPath(Path home) throws SettingsException {
        var directories = new ArrayList<Path>();
        for (String paths : rolesPath) {
            mustNotBeEmpty("--roles-path", paths);
            for (String path : paths.split(":")) {
                directories.add(rolesDirectory(path, home));
            }
        }
        return directories;
    }

    /** A relative path is one in the working directory of Ansible, as in ansible-runner, or else in this one. */
    private Path rolesDirectory(String path, Path home) throws SettingsException {
        Path there = project().orElseGet(() -> PrivateDataDir.projectOf(home)).resolve(path);
        return Files.isDirectory(there) ? there.normalize() : Path.of(path).toAbsolutePath();
    }

    /** ansible-runner runs any program that is named here; whoever names one must not get something else. */
    private Optional<Path> installation() throws SettingsException {
        String said = System.getenv().getOrDefault("RUNNER_BINARY", "");
        boolean ofEnvironment = installation == null && !said.isEmpty();
        Optional<Path> place = ofEnvironment ? Optional.of(Path.of(said).toAbsolutePath()) : absolute(installation);
        if (place.isPresent() && Files.isRegularFile(place.get())) {
            throw new SettingsException((ofEnvironment ? "RUNNER_BINARY: " : "--binary: ") + place.get()
                    + " is a program; name the directory of the Ansible to use: --binary "
                    + ShellWord.of(place.get().resolveSibling("")));
        }
        return place;
    }

    private Optional<Path> project() throws SettingsException {
        Optional<Path> project = absolute(projectDir);
        if (project.isPresent() && !Files.isDirectory(project.get())) {
            throw new SettingsException("--project-dir: no such directory: " + project.get());
        }
        return project;
    }

    private Work work(What what, Optional<RolePlay> role) {
        if (moduleArguments != null && what.module == null) {
            throw wrongUse("--args is for a module (-m)");
        }
        if (role.isPresent()) {
            return new Work.Playbooks(List.of(role.get().fileName()));
        }
        if (what.module == null) {
            if (hosts != null) {
                throw wrongUse(
                        "--hosts is for a module (-m) or a role (-r); a playbook names its hosts, --limit narrows"
                                + " them");
            }
            return new Work.Playbooks(what.playbooks);
        }
        if (hosts == null) {
            throw wrongUse("a module needs --hosts PATTERN, for example --hosts all");
        }
        return new Work.AdHoc(what.module, moduleArguments, hosts);
    }

    /** The option for a command about the run, where it is needed. */
    final String artifactOption() {
        return artifactDir == null ? "" : " --artifact-dir " + ShellWord.of(artifactDir);
    }

    private ParameterException wrongUse(String why) {
        return new ParameterException(spec.commandLine(), why);
    }

    /** A path relative to the working directory, or else to the private data directory. */
    private String located(String inventory, Path home) {
        mustNotBeEmpty("--inventory", inventory);
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
                + "; a host list needs a comma, for example \"" + inventory
                + ",\"; the name of the run is --ident, not -i");
    }

    /** The empty path is this directory, where everything would be read as an inventory, or as a role. */
    private void mustNotBeEmpty(String option, String path) {
        if (path.isEmpty()) {
            throw wrongUse(option + " " + GivenPath.EMPTY);
        }
    }

    /** ansible-runner takes all hosts when there is nothing behind {@code --limit}; nobody who wrote it means that. */
    private @CheckForNull String checkedLimit() {
        if (limit != null && limit.isBlank()) {
            throw wrongUse("--limit must not be empty; without the option the run is on all hosts. In a shell:"
                    + " ${LIMIT:+--limit \"$LIMIT\"}");
        }
        return limit;
    }

    private Optional<String> checkedIdent() throws SettingsException {
        try {
            return Optional.ofNullable(ident)
                    .map(name -> RunOptions.defaults().withIdent(name).ident());
        } catch (IllegalArgumentException e) {
            throw new SettingsException("--" + e.getMessage(), e);
        }
    }

    private static Optional<Path> absolute(@CheckForNull Path path) {
        return Optional.ofNullable(path).map(Path::toAbsolutePath);
    }

    private static Optional<Duration> time(String option, @CheckForNull String text) throws SettingsException {
        try {
            return Optional.ofNullable(text).map(Durations::parse);
        } catch (IllegalArgumentException e) {
            throw new SettingsException(option + ": " + e.getMessage(), e);
        }
    }
}
