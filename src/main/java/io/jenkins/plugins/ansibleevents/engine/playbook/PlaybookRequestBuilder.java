package io.jenkins.plugins.ansibleevents.engine.playbook;

import com.fasterxml.jackson.databind.node.ObjectNode;
import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.ansibleevents.engine.secret.Secret;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Collects the values of a {@link PlaybookRequest}. Every method checks its value before it takes it, and throws
 * {@link PlaybookRequestException} with the option's name; null leaves a value open where a method allows it. Methods
 * with singular names add to a list, the others replace.
 *
 * <p>Not for use by several threads.
 */
public final class PlaybookRequestBuilder {

    private final List<String> playbooks = new ArrayList<>();
    private @CheckForNull Work.AdHoc adHoc;
    private final List<Inventory> inventories = new ArrayList<>();
    private @CheckForNull String limit;
    private final List<String> mustBeHosts = new ArrayList<>();
    private final List<String> tags = new ArrayList<>();
    private final List<String> skipTags = new ArrayList<>();
    private @CheckForNull String startAtTask;
    private int forks;
    private boolean check;
    private boolean diff;
    private int verbosity;
    private boolean become;
    private @CheckForNull String becomeUser;
    private @CheckForNull String becomeMethod;
    private @CheckForNull Secret becomePassword;
    private @CheckForNull String remoteUser;
    private @CheckForNull Secret connectionPassword;
    private @CheckForNull String connectionType;
    private final List<SshKey> sshKeys = new ArrayList<>();
    private boolean hostKeyChecking = true;
    private final List<VaultPassword> vaultPasswords = new ArrayList<>();
    private final List<ExtraVars> extraVars = new ArrayList<>();
    private @CheckForNull String directory;
    private @CheckForNull String installation;
    private @CheckForNull String config;
    private final List<String> rolesPath = new ArrayList<>();
    private @CheckForNull String factCache;
    private boolean forceColour;
    private @CheckForNull Isolation isolation;
    private final Map<String, String> environment = new LinkedHashMap<>();
    private final List<String> extraArguments = new ArrayList<>();
    private final List<PromptAnswer> promptAnswers = new ArrayList<>();
    private final List<Secret> masked = new ArrayList<>();

    PlaybookRequestBuilder() {}

    PlaybookRequestBuilder(PlaybookRequest from) {
        work(from.work());
        inventories.addAll(from.inventories());
        selection(from.selection());
        mode(from.mode());
        escalation(from.become());
        connection(from.connection());
        vaultPasswords.addAll(from.vaultPasswords());
        extraVars.addAll(from.extraVars());
        surroundings(from.surroundings());
        extraArguments.addAll(from.extraArguments());
        promptAnswers.addAll(from.promptAnswers());
        masked.addAll(from.masked());
    }

    /** Sets the playbooks or the module, in place of earlier values. */
    public PlaybookRequestBuilder work(Work work) {
        playbooks.clear();
        adHoc = work instanceof Work.AdHoc module ? module : null;
        if (work instanceof Work.Playbooks books) {
            playbooks.addAll(books.paths());
        }
        return this;
    }

    /** Sets the hosts and tasks that take part, in place of earlier values. */
    public PlaybookRequestBuilder selection(Selection selection) {
        limit = selection.limit();
        replace(mustBeHosts, selection.mustBeHosts());
        replace(tags, selection.tags());
        replace(skipTags, selection.skipTags());
        startAtTask = selection.startAtTask();
        return this;
    }

    private static void replace(List<String> list, List<String> content) {
        list.clear();
        list.addAll(content);
    }

    /** Sets forks, check, diff and verbosity, in place of earlier values. */
    public PlaybookRequestBuilder mode(Mode mode) {
        forks = mode.forks();
        check = mode.check();
        diff = mode.diff();
        verbosity = mode.verbosity();
        return this;
    }

    private void escalation(Become from) {
        become = from.enabled();
        becomeUser = from.user();
        becomeMethod = from.method();
        becomePassword = from.password();
    }

    private void connection(Connection from) {
        remoteUser = from.user();
        connectionPassword = from.password();
        connectionType = from.type();
        sshKeys.addAll(from.keys());
        hostKeyChecking = from.hostKeyChecking();
    }

    private void surroundings(Surroundings from) {
        directory = from.directory();
        installation = from.installation();
        config = from.config();
        rolesPath.addAll(from.rolesPath());
        factCache = from.factCache();
        forceColour = from.forceColour();
        isolation = from.isolation();
        environment.putAll(from.environment());
    }

    /** Adds a playbook: its path, or {@code namespace.collection.playbook}. */
    public PlaybookRequestBuilder playbook(String path) {
        playbooks.add(RequestCheck.word("playbook", path));
        return this;
    }

    /** Runs one module instead of a playbook; {@code arguments} may be null. */
    public PlaybookRequestBuilder adHoc(String module, @CheckForNull String arguments, String hosts) {
        adHoc = new Work.AdHoc(module, arguments, hosts);
        return this;
    }

    public PlaybookRequestBuilder inventory(Inventory inventory) {
        inventories.add(inventory);
        return this;
    }

    /** A host pattern; null for all hosts. */
    public PlaybookRequestBuilder limit(@CheckForNull String pattern) {
        limit = pattern == null ? null : RequestCheck.word("limit", pattern);
        return this;
    }

    /**
     * Adds names that must be hosts of the inventory, not groups; otherwise nothing is run. Without this, Ansible would
     * first read a name in a limit as a group.
     */
    public PlaybookRequestBuilder mustBeHosts(List<String> names) {
        mustBeHosts.addAll(RequestCheck.words("limit", names));
        return this;
    }

    /** Adds a tag, or several with commas between. */
    public PlaybookRequestBuilder tag(String tag) {
        tags.add(RequestCheck.word("tags", tag));
        return this;
    }

    /** Adds a tag to leave out, or several with commas between. */
    public PlaybookRequestBuilder skipTag(String tag) {
        skipTags.add(RequestCheck.word("skipTags", tag));
        return this;
    }

    /** The name of the task to start at; null for the first. */
    public PlaybookRequestBuilder startAtTask(@CheckForNull String name) {
        startAtTask = name == null ? null : RequestCheck.line("startAtTask", name);
        return this;
    }

    /** Hosts at a time, 1 to 10000; 0 leaves Ansible's setting. */
    public PlaybookRequestBuilder forks(int count) {
        forks = RequestCheck.range("forks", count, 0, Mode.MAX_FORKS);
        return this;
    }

    public PlaybookRequestBuilder check(boolean predictOnly) {
        check = predictOnly;
        return this;
    }

    public PlaybookRequestBuilder diff(boolean show) {
        diff = show;
        return this;
    }

    /** 0 to 6, the number of {@code v} in {@code -vvv}. */
    public PlaybookRequestBuilder verbosity(int level) {
        verbosity = RequestCheck.range("verbosity", level, 0, Mode.MAX_VERBOSITY);
        return this;
    }

    public PlaybookRequestBuilder become(boolean enabled) {
        become = enabled;
        return this;
    }

    public PlaybookRequestBuilder becomeUser(@CheckForNull String user) {
        becomeUser = user == null ? null : RequestCheck.word("becomeUser", user);
        return this;
    }

    public PlaybookRequestBuilder becomeMethod(@CheckForNull String method) {
        becomeMethod = method == null ? null : RequestCheck.word("becomeMethod", method);
        return this;
    }

    public PlaybookRequestBuilder becomePassword(@CheckForNull Secret password) {
        becomePassword = password == null ? null : RequestCheck.password("becomePassword", password);
        return this;
    }

    public PlaybookRequestBuilder remoteUser(@CheckForNull String user) {
        remoteUser = user == null ? null : RequestCheck.word("remoteUser", user);
        return this;
    }

    public PlaybookRequestBuilder connectionPassword(@CheckForNull Secret password) {
        connectionPassword = password == null ? null : RequestCheck.password("connectionPassword", password);
        return this;
    }

    /** The connection plugin, for example {@code ssh} or {@code local}. */
    public PlaybookRequestBuilder connectionType(@CheckForNull String type) {
        connectionType = type == null ? null : RequestCheck.word("connectionType", type);
        return this;
    }

    public PlaybookRequestBuilder sshKey(SshKey key) {
        sshKeys.add(key);
        return this;
    }

    /** False disables the check of host keys; true, the default, leaves Ansible's setting. */
    public PlaybookRequestBuilder hostKeyChecking(boolean enabled) {
        hostKeyChecking = enabled;
        return this;
    }

    /** Adds the password of a vault id. */
    public PlaybookRequestBuilder vaultPassword(String label, Secret password) {
        vaultPasswords.add(new VaultPassword(label, password));
        return this;
    }

    /** Adds a source of extra variables, which wins over those before it. */
    public PlaybookRequestBuilder extraVars(ExtraVars source) {
        extraVars.add(source);
        return this;
    }

    public PlaybookRequestBuilder extraVars(ObjectNode values) {
        return extraVars(ExtraVars.of(values));
    }

    /** The working directory; required. */
    public PlaybookRequestBuilder directory(String path) {
        directory = RequestCheck.line("directory", path);
        return this;
    }

    /** The directory with {@code ansible-playbook} in it or in its {@code bin}; null means {@code PATH}. */
    public PlaybookRequestBuilder installation(@CheckForNull String path) {
        installation = path == null ? null : RequestCheck.word("installation", path);
        return this;
    }

    /** The ansible.cfg; null for the one Ansible finds itself. */
    public PlaybookRequestBuilder config(@CheckForNull String path) {
        config = path == null ? null : RequestCheck.line("config", path);
        return this;
    }

    /** Adds a directory in which Ansible searches roles. */
    public PlaybookRequestBuilder rolesPath(String path) {
        rolesPath.add(RequestCheck.line("rolesPath", path));
        return this;
    }

    /** The directory to keep facts in as JSON files; null for Ansible's setting. */
    public PlaybookRequestBuilder factCache(@CheckForNull String path) {
        factCache = path == null ? null : RequestCheck.line("factCache", path);
        return this;
    }

    public PlaybookRequestBuilder forceColour(boolean colours) {
        forceColour = colours;
        return this;
    }

    /** The container or the sandbox of the run; null for none. */
    public PlaybookRequestBuilder isolation(@CheckForNull Isolation place) {
        isolation = place;
        return this;
    }

    /** Adds an environment variable; the value is visible to every process of the run. */
    public PlaybookRequestBuilder environment(String name, String value) {
        environment.put(RequestCheck.variable("environment", name), RequestCheck.noNul("environment " + name, value));
        return this;
    }

    /** Adds further words for the command line; words that would ask at a terminal are refused. */
    public PlaybookRequestBuilder extraArguments(String... words) {
        var all = new ArrayList<>(extraArguments);
        all.addAll(Arrays.asList(words));
        ExtraArguments.check(all);
        extraArguments.addAll(Arrays.asList(words));
        return this;
    }

    /** Adds further words, written as for a shell; see {@link ShellWords}. */
    public PlaybookRequestBuilder extraArgumentText(String text) {
        return extraArguments(ShellWords.split("extraArguments", text).toArray(String[]::new));
    }

    /** Adds an answer to a prompt. */
    public PlaybookRequestBuilder promptAnswer(PromptAnswer answer) {
        promptAnswers.add(answer);
        return this;
    }

    /** Adds a value to mask everywhere although the request does not use it. */
    public PlaybookRequestBuilder mask(Secret value) {
        masked.add(value);
        return this;
    }

    /** The request; later calls of this builder do not change it. */
    public PlaybookRequest build() {
        if (directory == null) {
            throw new PlaybookRequestException("directory", "is required");
        }
        return new PlaybookRequest(
                work(),
                inventories,
                new Selection(limit, mustBeHosts, tags, skipTags, startAtTask),
                new Mode(forks, check, diff, verbosity),
                new Become(become, becomeUser, becomeMethod, becomePassword),
                new Connection(remoteUser, connectionPassword, connectionType, sshKeys, hostKeyChecking),
                vaultPasswords,
                extraVars,
                new Surroundings(
                        directory, installation, config, rolesPath, factCache, forceColour, isolation, environment),
                extraArguments,
                promptAnswers,
                masked);
    }

    private Work work() {
        if (adHoc != null && !playbooks.isEmpty()) {
            throw new PlaybookRequestException("module", "cannot be combined with a playbook");
        }
        return adHoc != null ? adHoc : new Work.Playbooks(playbooks);
    }
}
