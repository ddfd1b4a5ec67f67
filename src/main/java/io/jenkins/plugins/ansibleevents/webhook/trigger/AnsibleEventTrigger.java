package io.jenkins.plugins.ansibleevents.webhook.trigger;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.Extension;
import hudson.Util;
import hudson.model.Item;
import hudson.model.Job;
import hudson.model.Queue;
import hudson.triggers.Trigger;
import hudson.triggers.TriggerDescriptor;
import hudson.util.ComboBoxModel;
import hudson.util.FormValidation;
import hudson.util.ListBoxModel;
import io.jenkins.plugins.ansibleevents.access.FormAccess;
import io.jenkins.plugins.ansibleevents.engine.inbound.rule.Rule;
import io.jenkins.plugins.ansibleevents.engine.settings.Durations;
import io.jenkins.plugins.ansibleevents.engine.settings.SettingsException;
import java.util.ArrayList;
import java.util.List;
import jenkins.model.Jenkins;
import jenkins.model.ParameterizedJobMixIn;
import org.jenkinsci.Symbol;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/**
 * Starts builds of its job for messages of an endpoint, or of the whole queue. The settings are those of a rule of {@code
 * ansible-events serve}; a setter refuses what the engine would refuse, so that a Pipeline fails where the mistake is.
 */
@Restricted(NoExternalUse.class)
public final class AnsibleEventTrigger extends Trigger<Item> {

    private String endpoint = "";
    private String condition = "";
    private String split = "";
    private List<EventParameter> parameters = new ArrayList<>();
    private boolean undeclaredParameters;
    private String limit = "";
    private String limitParameter = "limit";
    private boolean limitGroups;

    @CheckForNull
    private EventGrouping grouping;

    private int maxBuilds;
    private String concurrencyKey = "";
    private String acknowledge = Acknowledgement.checked(null);
    private String worstResult = Acknowledgement.checkedResult(null);
    private int retries = 3;
    private String retryDelay = "30s";

    @DataBoundConstructor
    public AnsibleEventTrigger() {
        // everything has a default
    }

    public String getEndpoint() {
        return endpoint;
    }

    /**
     * Sets whose messages start builds; empty for all messages of the queue. Which of them the job gets is the
     * administrator's decision: {@link EndpointAccess}.
     */
    @DataBoundSetter
    public void setEndpoint(String endpoint) {
        this.endpoint = Util.fixNull(endpoint).strip();
    }

    public String getCondition() {
        return condition;
    }

    @DataBoundSetter
    public void setCondition(String condition) {
        this.condition = Cel.checkedCondition("condition", condition);
    }

    public String getSplit() {
        return split;
    }

    /** Sets a list in the message; each of its elements is an event of its own, {@code item} in the other expressions. */
    @DataBoundSetter
    public void setSplit(String split) {
        this.split = Cel.checked("split", split);
    }

    public List<EventParameter> getParameters() {
        return List.copyOf(parameters);
    }

    @DataBoundSetter
    public void setParameters(@CheckForNull List<EventParameter> parameters) {
        this.parameters = parameters == null ? new ArrayList<>() : new ArrayList<>(parameters);
    }

    public boolean isUndeclaredParameters() {
        return undeclaredParameters;
    }

    /** Sets whether builds may get parameters that the job does not declare, as text. */
    @DataBoundSetter
    public void setUndeclaredParameters(boolean undeclaredParameters) {
        this.undeclaredParameters = undeclaredParameters;
    }

    public String getLimit() {
        return limit;
    }

    /** Sets an expression for host names; those of combined messages are joined by commas, patterns are refused. */
    @DataBoundSetter
    public void setLimit(String limit) {
        this.limit = Cel.checked("limit", limit);
    }

    public String getLimitParameter() {
        return limitParameter;
    }

    /** Sets the parameter that gets the host names. */
    @DataBoundSetter
    public void setLimitParameter(String limitParameter) {
        String given = Util.fixEmptyAndTrim(limitParameter);
        this.limitParameter = given == null ? "limit" : given;
    }

    public boolean isLimitGroups() {
        return limitGroups;
    }

    /** Sets whether a message may name groups of the inventory in a limit, too. */
    @DataBoundSetter
    public void setLimitGroups(boolean limitGroups) {
        this.limitGroups = limitGroups;
    }

    public EventGrouping getGrouping() {
        return grouping == null ? new EachMessage() : grouping;
    }

    @DataBoundSetter
    public void setGrouping(@CheckForNull EventGrouping grouping) {
        this.grouping = grouping;
    }

    public int getMaxBuilds() {
        return maxBuilds;
    }

    /** Sets how many builds of one key go on at once; 0 for no limit. */
    @DataBoundSetter
    public void setMaxBuilds(int maxBuilds) {
        if (maxBuilds < 0) {
            throw new IllegalArgumentException("maxBuilds < 0: " + maxBuilds);
        }
        this.maxBuilds = maxBuilds;
    }

    public String getConcurrencyKey() {
        return concurrencyKey;
    }

    /** Sets an expression; builds with the same value count together. Without it all builds of the trigger do. */
    @DataBoundSetter
    public void setConcurrencyKey(String concurrencyKey) {
        this.concurrencyKey = Cel.checked("concurrencyKey", concurrencyKey);
    }

    public String getAcknowledge() {
        return acknowledge;
    }

    @DataBoundSetter
    public void setAcknowledge(String acknowledge) {
        this.acknowledge = Acknowledgement.checked(acknowledge);
    }

    public String getWorstResult() {
        return worstResult;
    }

    /** Sets the worst result with which a message counts as done, with {@code acknowledge: successful}. */
    @DataBoundSetter
    public void setWorstResult(String worstResult) {
        this.worstResult = Acknowledgement.checkedResult(worstResult);
    }

    public int getRetries() {
        return retries;
    }

    @DataBoundSetter
    public void setRetries(int retries) {
        if (retries < 0) {
            throw new IllegalArgumentException("retries < 0: " + retries);
        }
        this.retries = retries;
    }

    public String getRetryDelay() {
        return retryDelay;
    }

    @DataBoundSetter
    public void setRetryDelay(String retryDelay) {
        String given = Util.fixEmptyAndTrim(retryDelay);
        Durations.parse(given == null ? "30s" : given);
        this.retryDelay = given == null ? "30s" : given;
    }

    /** Fills in what a job that was written by hand leaves out; there is no table of times to read, as others have. */
    @Override
    protected Object readResolve() {
        endpoint = Util.fixNull(endpoint);
        condition = Util.fixNull(condition);
        split = Util.fixNull(split);
        limit = Util.fixNull(limit);
        concurrencyKey = Util.fixNull(concurrencyKey);
        parameters = parameters == null ? new ArrayList<>() : parameters;
        setLimitParameter(limitParameter);
        setAcknowledge(acknowledge);
        setWorstResult(worstResult);
        setRetryDelay(retryDelay);
        return this;
    }

    @Override
    public void start(Item project, boolean newInstance) {
        super.start(project, newInstance);
        if (project instanceof Job<?, ?> started) {
            EventTriggers.get().add(started, this);
        }
    }

    @Override
    public void stop() {
        if (job instanceof Job<?, ?> stopped) {
            EventTriggers.get().remove(stopped, this);
        }
        super.stop();
    }

    /**
     * The rule of the engine.
     *
     * @throws SettingsException when it cannot be used
     */
    Rule rule(String name) throws SettingsException {
        boolean oneByOne = job instanceof Queue.Task task && !task.isConcurrentBuild();
        return new TriggerRule(this, name, oneByOne)
                .read(Jenkins.get().getRootDir().toPath());
    }

    /** Describes the trigger in forms. */
    @Extension
    @Symbol("ansibleEventTrigger")
    public static final class DescriptorImpl extends TriggerDescriptor {

        @Override
        public boolean isApplicable(Item item) {
            return item instanceof ParameterizedJobMixIn.ParameterizedJob;
        }

        @Override
        public String getDisplayName() {
            return Messages.AnsibleEventTrigger_displayName();
        }

        /** The endpoints that the job may use, for those who may configure it; all of them for administrators. */
        @POST
        public ComboBoxModel doFillEndpointItems(@AncestorInPath Item item) {
            if (item instanceof Job<?, ?> job) {
                return job.hasPermission(Item.CONFIGURE)
                        ? new ComboBoxModel(EndpointAccess.open(job))
                        : new ComboBoxModel();
            }
            return Jenkins.get().hasPermission(Jenkins.ADMINISTER)
                    ? new ComboBoxModel(EndpointAccess.get().endpointNames())
                    : new ComboBoxModel();
        }

        /** Says why the job would get no message. */
        @POST
        public FormValidation doCheckEndpoint(@AncestorInPath Item item, @QueryParameter String value) {
            if (!(item instanceof Job<?, ?> job) || !job.hasPermission(Item.CONFIGURE)) {
                return FormValidation.ok();
            }
            List<String> open = EndpointAccess.open(job);
            return EndpointAccess.problem(value.strip(), job)
                    .map(why -> open.isEmpty()
                            ? why
                            : why + " " + Messages.AnsibleEventTrigger_open(String.join(", ", open)))
                    .map(FormValidation::warning)
                    .orElseGet(FormValidation::ok);
        }

        /** When a message is done. */
        @POST
        public ListBoxModel doFillAcknowledgeItems(@AncestorInPath Item item, @QueryParameter String acknowledge) {
            return FormAccess.of(item).choices(acknowledge, Acknowledgement::choices);
        }

        /** The results. */
        @POST
        public ListBoxModel doFillWorstResultItems(@AncestorInPath Item item, @QueryParameter String worstResult) {
            return FormAccess.of(item).choices(worstResult, Acknowledgement::results);
        }

        @POST
        public FormValidation doCheckCondition(
                @AncestorInPath Item item,
                @QueryParameter String value,
                @QueryParameter String split,
                @QueryParameter String endpoint) {
            return SchemaCheck.check(Cel.checkCondition(item, value), item, value, split, endpoint);
        }

        @POST
        public FormValidation doCheckSplit(
                @AncestorInPath Item item, @QueryParameter String value, @QueryParameter String endpoint) {
            return SchemaCheck.check(Cel.check(item, value, false), item, value, "", endpoint);
        }

        @POST
        public FormValidation doCheckLimit(
                @AncestorInPath Item item,
                @QueryParameter String value,
                @QueryParameter String split,
                @QueryParameter String endpoint) {
            return SchemaCheck.check(Cel.check(item, value, false), item, value, split, endpoint);
        }

        /** Warns of a parameter that the job, as it is saved now, does not declare. */
        @POST
        public FormValidation doCheckLimitParameter(
                @AncestorInPath Item item,
                @QueryParameter String value,
                @QueryParameter String limit,
                @QueryParameter String undeclaredParameters) {
            return Util.fixNull(limit).isBlank()
                    ? FormValidation.ok()
                    : EventParameter.checkDeclared(item, value, undeclaredParameters);
        }

        @POST
        public FormValidation doCheckConcurrencyKey(
                @AncestorInPath Item item,
                @QueryParameter String value,
                @QueryParameter String split,
                @QueryParameter String endpoint) {
            return SchemaCheck.check(Cel.check(item, value, false), item, value, split, endpoint);
        }
    }
}
