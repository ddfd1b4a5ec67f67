package io.jenkins.plugins.ansibleevents.step;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.tasks.Builder;
import io.jenkins.plugins.ansibleevents.build.ArchivedPart;
import io.jenkins.plugins.ansibleevents.engine.playbook.PlaybookRequestException;
import io.jenkins.plugins.ansibleevents.engine.playbook.Work;
import io.jenkins.plugins.ansibleevents.engine.runner.CaptureOptions;
import io.jenkins.plugins.ansibleevents.engine.runner.RunOptions;
import io.jenkins.plugins.ansibleevents.engine.settings.Durations;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.kohsuke.stapler.DataBoundSetter;

/**
 * All options of a run in a job, for freestyle jobs and for Pipelines. The names are those of the {@code ansible} plugin
 * where it has the same option, so that a Jenkinsfile moves over with another name of the step. Texts may be empty, never
 * null; in a freestyle job, Jenkins expands variables in them when the run starts.
 *
 * <p>Abstract: of the classes that extend the parameter of a step such as {@link AnsibleRunStep}, the snippet generator
 * offers each that has a symbol, which is {@link PipelineOptions} alone.
 */
@Restricted(NoExternalUse.class)
public abstract class PlaybookOptions extends Builder {

    private final String playbook;
    private transient @CheckForNull Work.AdHoc adHoc;
    private String role = "";
    private String roleVars = "";
    private boolean roleSkipFacts;
    private String module = "";
    private String moduleArguments = "";
    private String hosts = "";
    private String installation = "";
    private String inventory = "";
    private String inventoryContent = "";
    private boolean dynamicInventory;
    private String limit = "";
    private String tags = "";
    private String skippedTags = "";
    private String startAtTask = "";
    private int forks;
    private String credentialsId = "";
    private List<SshKeyCredential> sshKeys = new ArrayList<>();
    private String remoteUser = "";
    private String connection = "";
    private boolean disableHostKeyChecking;
    private boolean become;
    private String becomeUser = "";
    private String becomeMethod = "";
    private String becomeCredentialsId = "";
    private String vaultCredentialsId = "";
    private List<VaultCredential> vaultCredentials = new ArrayList<>();
    private List<SecretVar> secretVars = new ArrayList<>();
    private List<PromptCredential> promptAnswers = new ArrayList<>();
    private int verbosity;
    private boolean checkMode;
    private boolean diff;
    private boolean drift;
    private String extraVars = "";
    private transient StepExtraVars given = StepExtraVars.NONE;
    private transient @CheckForNull PlaybookRequestException refused;
    private @CheckForNull String unfinished;
    private boolean trustExtraVars;
    private String extras = "";
    private boolean colorized = true;
    private String console = ConsoleMode.FULL.option();
    private String ansibleConfig = "";
    private String rolesPath = "";
    private String containerImage = "";
    private String containerEngine = "";
    private String containerVolumes = "";
    private String containerOptions = "";
    private String containerCredentialsId = "";
    private String jobTimeout = "";
    private String idleTimeout = "";
    private String abandonedTimeout = "";
    private ResultPolicy resultPolicy = new ResultPolicy();
    private String emitters = "";
    private String missingEmitters = MissingEmitters.FAIL.name();
    private boolean jobEvents;
    private boolean omitEventData;
    private boolean onlyFailedEventData;
    private String omitEvents = "";
    private int maxResultSize = CaptureOptions.DEFAULT_MAX_RESULT_SIZE;
    private boolean shortenFacts;
    private int maxEventsSize;
    private boolean factCache;
    private String archive = ArchivedPart.ALL.name();
    private boolean junit;

    protected PlaybookOptions(String playbook) {
        this.playbook = Texts.orEmpty(playbook).strip();
    }

    /** The playbook's path in the workspace, or {@code namespace.collection.playbook}. */
    public String getPlaybook() {
        return playbook;
    }

    /** Runs a module instead of the playbook, whose name is then only what Jenkins shows. No option of a job sets it. */
    public void setAdHoc(Work.AdHoc adHoc) {
        this.adHoc = adHoc;
    }

    /** The module of {@link #setAdHoc}; null when there is none. */
    @CheckForNull
    Work.AdHoc adHoc() {
        return adHoc;
    }

    /** What is run, for people. */
    String title() {
        if (!playbook.isEmpty()) {
            return playbook;
        }
        return role.isBlank() ? module + " on " + hosts : "role " + role.strip();
    }

    public String getRole() {
        return role;
    }

    /** Sets the role to run instead of a playbook. */
    @DataBoundSetter
    public void setRole(String role) {
        this.role = Texts.orEmpty(role);
    }

    public String getRoleVars() {
        return roleVars;
    }

    /** Sets the variables of the role as a YAML or JSON mapping. */
    @DataBoundSetter
    public void setRoleVars(String roleVars) {
        this.roleVars = Texts.orEmpty(roleVars);
    }

    public boolean isRoleSkipFacts() {
        return roleSkipFacts;
    }

    /** Sets whether no facts are gathered before the role. */
    @DataBoundSetter
    public void setRoleSkipFacts(boolean roleSkipFacts) {
        this.roleSkipFacts = roleSkipFacts;
    }

    public String getModule() {
        return module;
    }

    /** Sets the module to run instead of a playbook. */
    @DataBoundSetter
    public void setModule(String module) {
        this.module = Texts.orEmpty(module);
    }

    public String getModuleArguments() {
        return moduleArguments;
    }

    /** Sets the arguments of the module, as {@code ansible -a} reads them. */
    @DataBoundSetter
    public void setModuleArguments(String moduleArguments) {
        this.moduleArguments = Texts.orEmpty(moduleArguments);
    }

    public String getHosts() {
        return hosts;
    }

    /** Sets the hosts of a role or a module. */
    @DataBoundSetter
    public void setHosts(String hosts) {
        this.hosts = Texts.orEmpty(hosts);
    }

    public String getInstallation() {
        return installation;
    }

    /** Sets the name of the {@link AnsibleInstallation}; empty looks on {@code PATH}. */
    @DataBoundSetter
    public void setInstallation(String installation) {
        this.installation = Texts.orEmpty(installation);
    }

    public String getInventory() {
        return inventory;
    }

    /** Sets files, directories or host lists with commas, one on a line. */
    @DataBoundSetter
    public void setInventory(String inventory) {
        this.inventory = Texts.orEmpty(inventory);
    }

    public String getInventoryContent() {
        return inventoryContent;
    }

    /** Sets an inventory as text. */
    @DataBoundSetter
    public void setInventoryContent(String inventoryContent) {
        this.inventoryContent = Texts.orEmpty(inventoryContent);
    }

    public boolean isDynamicInventory() {
        return dynamicInventory;
    }

    /** Sets whether {@code inventoryContent} is a program that prints the inventory. */
    @DataBoundSetter
    public void setDynamicInventory(boolean dynamicInventory) {
        this.dynamicInventory = dynamicInventory;
    }

    public String getLimit() {
        return limit;
    }

    /** Sets a host pattern. */
    @DataBoundSetter
    public void setLimit(String limit) {
        this.limit = Texts.orEmpty(limit);
    }

    public String getTags() {
        return tags;
    }

    /** Sets tags, commas between; only tasks with one of them run. */
    @DataBoundSetter
    public void setTags(String tags) {
        this.tags = Texts.orEmpty(tags);
    }

    public String getSkippedTags() {
        return skippedTags;
    }

    /** Sets tags, commas between; no task with one of them runs. */
    @DataBoundSetter
    public void setSkippedTags(String skippedTags) {
        this.skippedTags = Texts.orEmpty(skippedTags);
    }

    public String getStartAtTask() {
        return startAtTask;
    }

    /** Sets the name of the first task. */
    @DataBoundSetter
    public void setStartAtTask(String startAtTask) {
        this.startAtTask = Texts.orEmpty(startAtTask);
    }

    public int getForks() {
        return forks;
    }

    /** Sets hosts at a time; 0 leaves Ansible's setting. */
    @DataBoundSetter
    public void setForks(int forks) {
        this.forks = forks;
    }

    public String getCredentialsId() {
        return credentialsId;
    }

    /** Sets the id of credentials for connections: an SSH key or a user name with password. */
    @DataBoundSetter
    public void setCredentialsId(String credentialsId) {
        this.credentialsId = Texts.orEmpty(credentialsId);
    }

    public List<SshKeyCredential> getSshKeys() {
        return sshKeys;
    }

    /** Sets more SSH keys, for hosts that do not take the one of the credentials, or for a jump host. */
    @DataBoundSetter
    public void setSshKeys(List<SshKeyCredential> sshKeys) {
        this.sshKeys = Texts.without(sshKeys, SshKeyCredential::isBlank);
    }

    public String getRemoteUser() {
        return remoteUser;
    }

    /** Sets the user for connections, which wins over the user of the credentials. */
    @DataBoundSetter
    public void setRemoteUser(String remoteUser) {
        this.remoteUser = Texts.orEmpty(remoteUser);
    }

    public String getConnection() {
        return connection;
    }

    /** Sets the connection plugin, for example {@code ssh} or {@code local}. */
    @DataBoundSetter
    public void setConnection(String connection) {
        this.connection = Texts.orEmpty(connection);
    }

    public boolean isDisableHostKeyChecking() {
        return disableHostKeyChecking;
    }

    @DataBoundSetter
    public void setDisableHostKeyChecking(boolean disableHostKeyChecking) {
        this.disableHostKeyChecking = disableHostKeyChecking;
    }

    public boolean isBecome() {
        return become;
    }

    @DataBoundSetter
    public void setBecome(boolean become) {
        this.become = become;
    }

    public String getBecomeUser() {
        return becomeUser;
    }

    @DataBoundSetter
    public void setBecomeUser(String becomeUser) {
        this.becomeUser = Texts.orEmpty(becomeUser);
    }

    /** The old name of {@link #setBecome}. */
    @Deprecated
    @DataBoundSetter
    public void setSudo(boolean sudo) {
        setBecome(become || sudo);
    }

    /** Never set: reads as {@link #isBecome}. */
    @Deprecated
    public boolean isSudo() {
        return false;
    }

    /** The old name of {@link #setBecomeUser}. */
    @Deprecated
    @DataBoundSetter
    public void setSudoUser(String sudoUser) {
        setBecomeUser(sudoUser);
    }

    /** Never set: reads as {@link #getBecomeUser}. */
    @Deprecated
    public String getSudoUser() {
        return "";
    }

    public String getBecomeMethod() {
        return becomeMethod;
    }

    /** Sets how to escalate, for example {@code sudo}. */
    @DataBoundSetter
    public void setBecomeMethod(String becomeMethod) {
        this.becomeMethod = Texts.orEmpty(becomeMethod);
    }

    public String getBecomeCredentialsId() {
        return becomeCredentialsId;
    }

    /** Sets the id of the password that escalation asks for. */
    @DataBoundSetter
    public void setBecomeCredentialsId(String becomeCredentialsId) {
        this.becomeCredentialsId = Texts.orEmpty(becomeCredentialsId);
    }

    public String getVaultCredentialsId() {
        return vaultCredentialsId;
    }

    /** Sets the id of the password of vaults without a label. */
    @DataBoundSetter
    public void setVaultCredentialsId(String vaultCredentialsId) {
        this.vaultCredentialsId = Texts.orEmpty(vaultCredentialsId);
    }

    public List<VaultCredential> getVaultCredentials() {
        return vaultCredentials;
    }

    /** Sets passwords of labelled vaults. */
    @DataBoundSetter
    public void setVaultCredentials(List<VaultCredential> vaultCredentials) {
        this.vaultCredentials = Texts.without(vaultCredentials, VaultCredential::isBlank);
    }

    public List<SecretVar> getSecretVars() {
        return secretVars;
    }

    /** Sets extra variables whose values are credentials. */
    @DataBoundSetter
    public void setSecretVars(List<SecretVar> secretVars) {
        this.secretVars = Texts.without(secretVars, SecretVar::isBlank);
    }

    public List<PromptCredential> getPromptAnswers() {
        return promptAnswers;
    }

    /** Sets answers to prompts; the first whose pattern is found is given. */
    @DataBoundSetter
    public void setPromptAnswers(List<PromptCredential> promptAnswers) {
        this.promptAnswers = Texts.without(promptAnswers, PromptCredential::isBlank);
    }

    public int getVerbosity() {
        return verbosity;
    }

    /** Sets 0 to 6, the number of {@code v}. */
    @DataBoundSetter
    public void setVerbosity(int verbosity) {
        this.verbosity = verbosity;
    }

    public boolean isCheckMode() {
        return checkMode;
    }

    /** Sets whether changes are only predicted. */
    @DataBoundSetter
    public void setCheckMode(boolean checkMode) {
        this.checkMode = checkMode;
    }

    public boolean isDiff() {
        return diff;
    }

    @DataBoundSetter
    public void setDiff(boolean diff) {
        this.diff = diff;
    }

    public boolean isDrift() {
        return drift;
    }

    /** Sets whether this is a drift check: check mode with differences, unstable when a host would change. */
    @DataBoundSetter
    public void setDrift(boolean drift) {
        this.drift = drift;
    }

    public String getExtraVars() {
        return extraVars;
    }

    /**
     * Sets extra variables: YAML or JSON text, in a Pipeline also a map of any values. In a map, {@code [value: 'x', hidden:
     * true]} and {@code [secretValue: 'x']} are values to mask, as in the {@code ansible} plugin; such a value lives in
     * memory only.
     */
    @DataBoundSetter
    public void setExtraVars(String extraVars) {
        given = StepExtraVars.text(extraVars);
        this.extraVars = given.text();
    }

    /** Never set: reads as the options that it sets. */
    @Deprecated
    public Map<String, Object> getGroovyValues() {
        return null;
    }

    /**
     * Sets options that are text here and another type in Groovy, by their names: a map of extra variables, lists. Nobody
     * writes it: {@link PlaybookOptionsDescriptor} puts such values here, so that every other reader of these options finds
     * plain types. A value that cannot be used is refused when the run starts, because Pipeline would print all arguments
     * if this method failed.
     */
    @Deprecated
    @DataBoundSetter
    public void setGroovyValues(Map<String, Object> values) {
        try {
            GroovyValues.setAll(this, values);
        } catch (PlaybookRequestException e) {
            refused = e;
        }
    }

    void setExtraVariables(Map<?, ?> variables) {
        given = StepExtraVars.map(variables);
        extraVars = given.text();
    }

    /**
     * Keeps the step from running until somebody has saved it anew in the form.
     *
     * @param reason what is missing, and what to do
     */
    public void setUnfinished(String reason) {
        unfinished = reason;
    }

    /** Fails when an option was given a value that it cannot have. */
    void check() {
        if (unfinished != null) {
            throw new PlaybookRequestException("configuration", unfinished);
        }
        if (refused != null) {
            throw refused;
        }
        checkWork();
        resultPolicy.check();
        check("archive", () -> ArchivedPart.of(archive));
        check("console", () -> ConsoleMode.of(console));
    }

    private void checkWork() {
        boolean ofRole = !role.isBlank();
        boolean ofModule = !module.isBlank();
        if (Stream.of(!playbook.isEmpty(), ofRole, ofModule)
                        .filter(given -> given)
                        .count()
                > 1) {
            throw new PlaybookRequestException(ofRole ? "role" : "module", Messages.PlaybookOptions_oneOf());
        }
        if (!ofRole && (roleSkipFacts || !roleVars.isBlank())) {
            throw new PlaybookRequestException(
                    roleSkipFacts ? "roleSkipFacts" : "roleVars", Messages.PlaybookOptions_ofRole());
        }
        if (!ofModule && !moduleArguments.isBlank()) {
            throw new PlaybookRequestException("moduleArguments", Messages.PlaybookOptions_ofModule());
        }
        if (!ofRole && !ofModule && !hosts.isBlank()) {
            throw new PlaybookRequestException("hosts", Messages.PlaybookOptions_hosts());
        }
    }

    private static void check(String option, Runnable reading) {
        try {
            reading.run();
        } catch (IllegalArgumentException e) {
            throw new PlaybookRequestException(option, String.valueOf(e.getMessage()));
        }
    }

    /** The extra variables as they were given. */
    StepExtraVars given() {
        return given;
    }

    public boolean isTrustExtraVars() {
        return trustExtraVars;
    }

    /** Sets whether Ansible renders templates in extra variables also in a build that a message has started. */
    @DataBoundSetter
    public void setTrustExtraVars(boolean trustExtraVars) {
        this.trustExtraVars = trustExtraVars;
    }

    public String getExtras() {
        return extras;
    }

    /** Sets further words for the command line, quoted as in a shell. */
    @DataBoundSetter
    public void setExtras(String extras) {
        this.extras = Texts.orEmpty(extras);
    }

    public boolean isColorized() {
        return colorized;
    }

    @DataBoundSetter
    public void setColorized(boolean colorized) {
        this.colorized = colorized;
    }

    public String getConsole() {
        return console;
    }

    /** Sets how much of the run the log of the build shows, as the option of a {@link ConsoleMode}. */
    @DataBoundSetter
    public void setConsole(String console) {
        this.console = ConsoleMode.option(Texts.orEmpty(console));
    }

    public String getAnsibleConfig() {
        return ansibleConfig;
    }

    /** Sets the ansible.cfg; empty for the one Ansible finds. */
    @DataBoundSetter
    public void setAnsibleConfig(String ansibleConfig) {
        this.ansibleConfig = Texts.orEmpty(ansibleConfig);
    }

    public String getRolesPath() {
        return rolesPath;
    }

    /** Sets directories with roles, one on a line. */
    @DataBoundSetter
    public void setRolesPath(String rolesPath) {
        this.rolesPath = Texts.orEmpty(rolesPath);
    }

    public String getContainerImage() {
        return containerImage;
    }

    /** Sets the image of the container in which Ansible runs; empty for none. */
    @DataBoundSetter
    public void setContainerImage(String containerImage) {
        this.containerImage = Texts.orEmpty(containerImage);
    }

    public String getContainerEngine() {
        return containerEngine;
    }

    /** Sets the program that runs containers, {@code podman} or {@code docker}; empty for {@code podman}. */
    @DataBoundSetter
    public void setContainerEngine(String containerEngine) {
        this.containerEngine = Texts.orEmpty(containerEngine);
    }

    public String getContainerVolumes() {
        return containerVolumes;
    }

    /** Sets what is mounted besides the workspace, {@code host:container:options}, one on a line. */
    @DataBoundSetter
    public void setContainerVolumes(String containerVolumes) {
        this.containerVolumes = Texts.orEmpty(containerVolumes);
    }

    public String getContainerOptions() {
        return containerOptions;
    }

    /** Sets further words for {@code run} of the engine, one on a line. */
    @DataBoundSetter
    public void setContainerOptions(String containerOptions) {
        this.containerOptions = Texts.orEmpty(containerOptions);
    }

    public String getContainerCredentialsId() {
        return containerCredentialsId;
    }

    /** Sets the id of a user name with password for the registry of the image. */
    @DataBoundSetter
    public void setContainerCredentialsId(String containerCredentialsId) {
        this.containerCredentialsId = Texts.orEmpty(containerCredentialsId);
    }

    public String getJobTimeout() {
        return jobTimeout;
    }

    /** Sets how long the run may take, such as {@code 30m}; empty for no limit. */
    @DataBoundSetter
    public void setJobTimeout(String jobTimeout) {
        this.jobTimeout = Texts.orEmpty(jobTimeout);
    }

    public String getIdleTimeout() {
        return idleTimeout;
    }

    /** Sets how long the run may be silent, such as {@code 10m}; empty for no limit. */
    @DataBoundSetter
    public void setIdleTimeout(String idleTimeout) {
        this.idleTimeout = Texts.orEmpty(idleTimeout);
    }

    public String getAbandonedTimeout() {
        return abandonedTimeout;
    }

    /**
     * Sets for how long the run of a Pipeline goes on when Jenkins or the connection to the agent is gone and does not come
     * back, such as {@code 2h}; empty for 24 h, {@code 0} to end with Jenkins. A freestyle build always ends with Jenkins.
     */
    @DataBoundSetter
    public void setAbandonedTimeout(String abandonedTimeout) {
        this.abandonedTimeout = Texts.orEmpty(abandonedTimeout);
    }

    /**
     * Reads what {@link #setAbandonedTimeout} takes, with its variables expanded.
     *
     * @throws IllegalArgumentException saying which times there are, when it is none, or too short
     */
    static Duration abandonedTimeout(String text) {
        Duration time = Durations.parse(text);
        if (!time.isZero() && time.compareTo(RunOptions.LEAST_PATIENCE) < 0) {
            throw new IllegalArgumentException(
                    "must be 0, or at least " + Durations.text(RunOptions.LEAST_PATIENCE) + ", is \"" + text + "\"");
        }
        return time;
    }

    public ResultPolicy getResultPolicy() {
        return resultPolicy;
    }

    /** Sets the result of the build for each end of a run. */
    @DataBoundSetter
    public void setResultPolicy(ResultPolicy resultPolicy) {
        this.resultPolicy = resultPolicy == null ? new ResultPolicy() : resultPolicy;
    }

    public String getEmitters() {
        return emitters;
    }

    /** Sets names of emitters, commas between; empty for those that are on by default, {@code none} for none. */
    @DataBoundSetter
    public void setEmitters(String emitters) {
        this.emitters = String.join(", ", ChosenEmitters.names(Texts.orEmpty(emitters)));
    }

    public String getMissingEmitters() {
        return missingEmitters;
    }

    /**
     * Sets what happens when an emitter that the step names does not exist, as the name of a {@link MissingEmitters}.
     *
     * @throws IllegalArgumentException naming the choices, when there is none of this name
     */
    @DataBoundSetter
    public void setMissingEmitters(String missingEmitters) {
        this.missingEmitters = MissingEmitters.of(missingEmitters).name();
    }

    public boolean isJobEvents() {
        return jobEvents;
    }

    /** Sets whether ansible-runner's file per event is kept as well. */
    @DataBoundSetter
    public void setJobEvents(boolean jobEvents) {
        this.jobEvents = jobEvents;
    }

    public boolean isOmitEventData() {
        return omitEventData;
    }

    /** Sets whether {@code event_data} is recorded empty, as ansible-runner's option of this name has it. */
    @DataBoundSetter
    public void setOmitEventData(boolean omitEventData) {
        this.omitEventData = omitEventData;
    }

    public boolean isOnlyFailedEventData() {
        return onlyFailedEventData;
    }

    /** Sets whether {@code event_data} is recorded of failed tasks only, as ansible-runner's option of this name has it. */
    @DataBoundSetter
    public void setOnlyFailedEventData(boolean onlyFailedEventData) {
        this.onlyFailedEventData = onlyFailedEventData;
    }

    public String getOmitEvents() {
        return omitEvents;
    }

    /** Sets types of events that are not recorded, one on a line. */
    @DataBoundSetter
    public void setOmitEvents(String omitEvents) {
        this.omitEvents = Texts.orEmpty(omitEvents);
    }

    public int getMaxResultSize() {
        return maxResultSize;
    }

    /** Sets from how many characters of JSON a result is shortened. */
    @DataBoundSetter
    public void setMaxResultSize(int maxResultSize) {
        this.maxResultSize = maxResultSize;
    }

    public boolean isShortenFacts() {
        return shortenFacts;
    }

    /** Sets whether results of fact gathering are shortened, whatever their size. */
    @DataBoundSetter
    public void setShortenFacts(boolean shortenFacts) {
        this.shortenFacts = shortenFacts;
    }

    public int getMaxEventsSize() {
        return maxEventsSize;
    }

    /** Sets from how many bytes of events all results are shortened; 0 for no limit. */
    @DataBoundSetter
    public void setMaxEventsSize(int maxEventsSize) {
        this.maxEventsSize = maxEventsSize;
    }

    public boolean isFactCache() {
        return factCache;
    }

    /** Sets whether the facts of every host are kept, one file each. */
    @DataBoundSetter
    public void setFactCache(boolean factCache) {
        this.factCache = factCache;
    }

    public String getArchive() {
        return archive;
    }

    /**
     * Sets which files of a run become artifacts of the build, as the name of an {@link ArchivedPart}.
     */
    @DataBoundSetter
    public void setArchive(String archive) {
        String name = Texts.orEmpty(archive).strip().toUpperCase(Locale.ROOT);
        this.archive = name.isEmpty() ? ArchivedPart.ALL.name() : name;
    }

    public boolean isJunit() {
        return junit;
    }

    /** Sets whether the tasks are published as test results. */
    @DataBoundSetter
    public void setJunit(boolean junit) {
        this.junit = junit;
    }

    /** Called by XStream: gives fields their defaults that a saved job does not have, because it is older or written by hand. */
    protected Object readResolve() {
        setRole(role);
        setRoleVars(roleVars);
        setModule(module);
        setModuleArguments(moduleArguments);
        setHosts(hosts);
        setInventory(inventory);
        setInventoryContent(inventoryContent);
        setLimit(limit);
        setTags(tags);
        setSkippedTags(skippedTags);
        setStartAtTask(startAtTask);
        setCredentialsId(credentialsId);
        setSshKeys(sshKeys);
        setRemoteUser(remoteUser);
        setConnection(connection);
        setBecomeUser(becomeUser);
        setBecomeMethod(becomeMethod);
        setBecomeCredentialsId(becomeCredentialsId);
        setVaultCredentialsId(vaultCredentialsId);
        setVaultCredentials(vaultCredentials);
        setSecretVars(secretVars);
        setPromptAnswers(promptAnswers);
        setInstallation(installation);
        setExtraVars(extraVars);
        setExtras(extras);
        setConsole(console);
        setAnsibleConfig(ansibleConfig);
        setRolesPath(rolesPath);
        setContainerImage(containerImage);
        setContainerEngine(containerEngine);
        setContainerVolumes(containerVolumes);
        setContainerOptions(containerOptions);
        setContainerCredentialsId(containerCredentialsId);
        setJobTimeout(jobTimeout);
        setIdleTimeout(idleTimeout);
        setAbandonedTimeout(abandonedTimeout);
        setEmitters(emitters);
        setMissingEmitters(missingEmitters);
        setOmitEvents(omitEvents);
        setMaxResultSize(maxResultSize == 0 ? CaptureOptions.DEFAULT_MAX_RESULT_SIZE : maxResultSize);
        setResultPolicy(resultPolicy);
        setArchive(archive);
        return this;
    }
}
