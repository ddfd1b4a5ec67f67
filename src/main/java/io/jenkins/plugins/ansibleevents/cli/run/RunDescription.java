package io.jenkins.plugins.ansibleevents.cli.run;

import io.jenkins.plugins.ansibleevents.engine.playbook.ExtraVars;
import io.jenkins.plugins.ansibleevents.engine.playbook.Inventory;
import io.jenkins.plugins.ansibleevents.engine.playbook.IsolationSettings;
import io.jenkins.plugins.ansibleevents.engine.playbook.Mode;
import io.jenkins.plugins.ansibleevents.engine.playbook.PrivateDataDir;
import io.jenkins.plugins.ansibleevents.engine.playbook.RolePlay;
import io.jenkins.plugins.ansibleevents.engine.playbook.Selection;
import io.jenkins.plugins.ansibleevents.engine.playbook.Work;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A run of a private data directory, checked and immutable. The options of {@code ansible-events run} and the
 * {@code run} of a rule become one of these. Files of the private data directory decide what it leaves open.
 *
 * @param privateDataDir an existing directory, absolute
 * @param work the playbooks, relative to the project, or the module
 * @param role the playbook of a role, which is made for the run and is among those of {@code work}; empty for none
 * @param inventories sources of hosts; empty for the {@code inventory} of the directory
 * @param selection which hosts and tasks take part
 * @param mode forks, check, diff, verbosity
 * @param extraVars variables, which win over {@code env/extravars}
 * @param arguments further words for Ansible, in place of {@code env/cmdline}; empty to read that file
 * @param tools which Ansible, and which roles
 * @param limits how long the run may take
 * @param recording what the run leaves behind
 * @param delivery how the end of the run treats messages that are not delivered
 * @param display what the terminal shows
 */
public record RunDescription(
        Path privateDataDir,
        Work work,
        Optional<RolePlay> role,
        List<Inventory> inventories,
        Selection selection,
        Mode mode,
        List<ExtraVars> extraVars,
        Optional<List<String>> arguments,
        Tools tools,
        Limits limits,
        Recording recording,
        Delivery delivery,
        Display display) {

    private static final Pattern IN_COLLECTION = Pattern.compile("\\w+\\.\\w+\\.[\\w.]+");

    public RunDescription {
        inventories = List.copyOf(inventories);
        extraVars = List.copyOf(extraVars);
        arguments = arguments.map(List::copyOf);
    }

    /**
     * Which Ansible runs, and where.
     *
     * @param installation its directory, for example a virtual environment; empty for the one on {@code PATH}
     * @param rolesPath where Ansible searches for roles; empty for its own setting
     * @param project the directory of the playbooks, in which Ansible runs; empty for {@code project} of the private data
     *     directory
     * @param isolation in which container or sandbox; {@code env/settings} decides what it leaves open
     */
    public record Tools(
            Optional<Path> installation, List<Path> rolesPath, Optional<Path> project, IsolationSettings isolation) {

        public Tools {
            rolesPath = List.copyOf(rolesPath);
        }
    }

    /**
     * How long the run may take; zero is no limit, empty is what {@code env/settings} says.
     *
     * @param job from its start to its end
     * @param idle without a word of Ansible
     */
    public record Limits(Optional<Duration> job, Optional<Duration> idle) {}

    /**
     * The record of the run.
     *
     * @param ident its name; empty for one made of the time
     * @param directory where run directories are kept; empty for {@code artifacts} of the private data directory
     * @param keptRuns how many run directories stay, 0 for all; empty for what {@code env/settings} says
     * @param keptDays how many days run directories stay, 0 for ever; empty for what {@code env/settings} says
     * @param jobEvents whether there is also a file for each event
     * @param noCommandFile whether the record has no command and environment; what {@code env/settings} says when false
     * @param capture which events are recorded, and how much of each
     */
    public record Recording(
            Optional<String> ident,
            Optional<Path> directory,
            Optional<Integer> keptRuns,
            Optional<Integer> keptDays,
            boolean jobEvents,
            boolean noCommandFile,
            CaptureSettings capture) {}

    /**
     * How the end of the run treats messages that are not delivered.
     *
     * @param state where they are kept; empty for {@code delivery} of the private data directory
     * @param longest how long the run goes on sending at most; empty for what {@code env/emitters.yml} says
     */
    public record Delivery(Optional<Path> state, Optional<Duration> longest) {

        /** Leaves both to the private data directory. */
        public static final Delivery UNSET = new Delivery(Optional.empty(), Optional.empty());
    }

    /**
     * The output on the terminal.
     *
     * @param quiet nothing but errors
     * @param json events as JSON lines on standard output
     */
    public record Display(boolean quiet, boolean json) {

        /** Errors only. */
        public static final Display QUIET = new Display(true, false);
    }

    /** The playbooks as files of the project; none for a module. */
    public List<Path> playbooks() {
        return names().stream().map(this::file).toList();
    }

    private List<String> names() {
        return work instanceof Work.Playbooks books ? books.paths() : List.of();
    }

    private Path file(String playbook) {
        return project().resolve(playbook);
    }

    /** The directory of the playbooks. */
    public Path project() {
        return tools.project().orElseGet(() -> PrivateDataDir.projectOf(privateDataDir));
    }

    /**
     * The working directory of Ansible: the project. As in ansible-runner, a module runs in the private data directory
     * unless it runs in a container.
     *
     * @param isolation what options and {@code env/settings} say together
     */
    public Path directory(IsolationSettings isolation) {
        boolean module = work instanceof Work.AdHoc && tools.project().isEmpty() && !isolation.inContainer();
        return module ? privateDataDir : project();
    }

    /** The first playbook that is neither a file of the project nor one of a collection ({@code ns.collection.name}). */
    public Optional<Path> missingPlaybook() {
        return names().stream()
                .filter(name -> role.isEmpty())
                .filter(name -> !IN_COLLECTION.matcher(name).matches())
                .map(this::file)
                .filter(file -> !Files.isRegularFile(file))
                .findFirst();
    }

    /** Where run directories are kept. */
    public Path artifacts() {
        return recording.directory().orElse(privateDataDir.resolve("artifacts"));
    }

    /**
     * The same run for a message.
     *
     * @param ident the name of the run
     * @param chosen which hosts and tasks take part
     * @param more variables, which win over those it has
     */
    public RunDescription with(String ident, Selection chosen, List<ExtraVars> more) {
        var named = new Recording(
                Optional.of(ident),
                recording.directory(),
                recording.keptRuns(),
                recording.keptDays(),
                recording.jobEvents(),
                recording.noCommandFile(),
                recording.capture());
        var variables = new ArrayList<>(extraVars);
        variables.addAll(more);
        return new RunDescription(
                privateDataDir,
                work,
                role,
                inventories,
                chosen,
                mode,
                variables,
                arguments,
                tools,
                limits,
                named,
                delivery,
                display);
    }
}
