package io.jenkins.plugins.ansibleevents.step;

import io.jenkins.plugins.ansibleevents.build.ArchivedPart;
import org.kohsuke.stapler.DataBoundSetter;

/**
 * All that can be said about a run in a job. The names are those of the {@code ansible} plugin's step where it has the
 * same option, so a Jenkinsfile moves over by renaming the step. Texts may be empty, never null; in a
 * freestyle job, variables in them are expanded when the run starts.
 *
 * <p>Saved by Jenkins in {@code config.xml}; field names are for ever.
 */
public abstract class PlaybookOptions extends SelectionOptions {

    private String installation = "";
    private int verbosity;
    private boolean checkMode;
    private boolean diff;
    private boolean drift;
    private String extraVars = "";
    private boolean trustExtraVars;
    private String extras = "";
    private boolean colorized = true;
    private String ansibleConfig = "";
    private String rolesPath = "";
    private String jobTimeout = "";
    private String idleTimeout = "";
    private ResultPolicy resultPolicy = new ResultPolicy();
    private String emitters = "";
    private boolean jobEvents;
    private boolean factCache;
    private String archive = ArchivedPart.ALL.name();
    private boolean junit;
    private final String playbook;

    protected PlaybookOptions(String playbook) {
        this.playbook = Texts.orEmpty(playbook).strip();
    }

    /** The playbook's path in the workspace, or {@code namespace.collection.playbook}. */
    public String getPlaybook() {
        return playbook;
    }

    public String getInstallation() {
        return installation;
    }

    /** Sets the name of the {@link AnsibleInstallation}; empty looks on {@code PATH}. */
    @DataBoundSetter
    public void setInstallation(String installation) {
        this.installation = Texts.orEmpty(installation);
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

    /** Sets whether differences are shown. */
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

    /** Sets variables as YAML or JSON. */
    @DataBoundSetter
    public void setExtraVars(String extraVars) {
        this.extraVars = Texts.orEmpty(extraVars);
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

    /** Sets whether the output has colours. */
    @DataBoundSetter
    public void setColorized(boolean colorized) {
        this.colorized = colorized;
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

    public String getJobTimeout() {
        return jobTimeout;
    }

    /** Sets the longest the run may take, such as {@code 30m}; empty for no limit. */
    @DataBoundSetter
    public void setJobTimeout(String jobTimeout) {
        this.jobTimeout = Texts.orEmpty(jobTimeout);
    }

    public String getIdleTimeout() {
        return idleTimeout;
    }

    /** Sets the longest it may be silent, such as {@code 10m}; empty for no limit. */
    @DataBoundSetter
    public void setIdleTimeout(String idleTimeout) {
        this.idleTimeout = Texts.orEmpty(idleTimeout);
    }

    public ResultPolicy getResultPolicy() {
        return resultPolicy;
    }

    /** Sets which ends of a run make which result of the build. */
    @DataBoundSetter
    public void setResultPolicy(ResultPolicy resultPolicy) {
        this.resultPolicy = resultPolicy == null ? new ResultPolicy() : resultPolicy;
    }

    public String getEmitters() {
        return emitters;
    }

    /** Sets names of emitters, one on a line; empty for those that are on by default, {@code none} for none. */
    @DataBoundSetter
    public void setEmitters(String emitters) {
        this.emitters = Texts.orEmpty(emitters);
    }

    public boolean isJobEvents() {
        return jobEvents;
    }

    /** Sets whether ansible-runner's file per event is kept as well. */
    @DataBoundSetter
    public void setJobEvents(boolean jobEvents) {
        this.jobEvents = jobEvents;
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
     * Sets what of a run becomes artifacts of the build, the name of an {@link ArchivedPart}.
     *
     * @throws IllegalArgumentException naming the choices, when there is none of this name
     */
    @DataBoundSetter
    public void setArchive(String archive) {
        this.archive = ArchivedPart.of(archive).name();
    }

    public boolean isJunit() {
        return junit;
    }

    /** Sets whether the tasks are published as test results. */
    @DataBoundSetter
    public void setJunit(boolean junit) {
        this.junit = junit;
    }

    /** Called by XStream. */
    protected Object readResolve() {
        completeConnection();
        completeSelection();
        setInstallation(installation);
        setExtraVars(extraVars);
        setExtras(extras);
        setAnsibleConfig(ansibleConfig);
        setRolesPath(rolesPath);
        setJobTimeout(jobTimeout);
        setIdleTimeout(idleTimeout);
        setEmitters(emitters);
        setResultPolicy(resultPolicy);
        setArchive(archive);
        return this;
    }
}
