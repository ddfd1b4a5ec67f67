package io.jenkins.plugins.ansibleevents.step;

import hudson.Extension;
import hudson.model.Describable;
import hudson.model.Descriptor;
import hudson.model.Item;
import hudson.util.FormValidation;
import hudson.util.ListBoxModel;
import io.jenkins.plugins.ansibleevents.access.FormAccess;
import io.jenkins.plugins.ansibleevents.engine.playbook.PlaybookRequestException;
import java.io.Serializable;
import java.util.List;
import org.jenkinsci.Symbol;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/**
 * Which end of a run makes which result of the build: {@code SUCCESS}, {@code UNSTABLE} or {@code FAILURE}. A limit is
 * the number of hosts, or with {@code %} the share of all hosts of the run, up to which the result stays
 * {@code SUCCESS}.
 *
 * <p>An error that is not about hosts (a parse error, bad options, a timeout) always makes {@code FAILURE}.
 */
@Restricted(NoExternalUse.class)
public final class ResultPolicy implements Describable<ResultPolicy>, Serializable {

    private static final long serialVersionUID = 1L;
    private static final List<String> RESULTS = List.of("SUCCESS", "UNSTABLE", "FAILURE");

    private String failed = "FAILURE";
    private String failedLimit = "0";
    private String unreachable = "FAILURE";
    private String unreachableLimit = "0";
    private String changed = "SUCCESS";
    private String changedLimit = "0";
    private String ignored = "SUCCESS";
    private String noHostsMatched = "FAILURE";
    private String nothingRan = "FAILURE";

    @DataBoundConstructor
    public ResultPolicy() {
        // everything has a default
    }

    public String getFailed() {
        return failed;
    }

    /** Sets the result when tasks failed on more hosts than {@link #getFailedLimit}. */
    @DataBoundSetter
    public void setFailed(String failed) {
        this.failed = failed;
    }

    public String getFailedLimit() {
        return failedLimit;
    }

    @DataBoundSetter
    public void setFailedLimit(String failedLimit) {
        this.failedLimit = HostLimit.written(failedLimit);
    }

    public String getUnreachable() {
        return unreachable;
    }

    /** Sets the result when more hosts than {@link #getUnreachableLimit} cannot be reached. */
    @DataBoundSetter
    public void setUnreachable(String unreachable) {
        this.unreachable = unreachable;
    }

    public String getUnreachableLimit() {
        return unreachableLimit;
    }

    @DataBoundSetter
    public void setUnreachableLimit(String unreachableLimit) {
        this.unreachableLimit = HostLimit.written(unreachableLimit);
    }

    public String getChanged() {
        return changed;
    }

    /** Sets the result when more hosts than {@link #getChangedLimit} changed, or would change in check mode. */
    @DataBoundSetter
    public void setChanged(String changed) {
        this.changed = changed;
    }

    public String getChangedLimit() {
        return changedLimit;
    }

    @DataBoundSetter
    public void setChangedLimit(String changedLimit) {
        this.changedLimit = HostLimit.written(changedLimit);
    }

    public String getIgnored() {
        return ignored;
    }

    /** Sets the result when failures were ignored by the playbook. */
    @DataBoundSetter
    public void setIgnored(String ignored) {
        this.ignored = ignored;
    }

    public String getNoHostsMatched() {
        return noHostsMatched;
    }

    /** Sets the result when no host matched; Ansible itself calls that a success. */
    @DataBoundSetter
    public void setNoHostsMatched(String noHostsMatched) {
        this.noHostsMatched = noHostsMatched;
    }

    public String getNothingRan() {
        return nothingRan;
    }

    /** Sets the result when tags or the task to start at left no task; Ansible itself calls that a success. */
    @DataBoundSetter
    public void setNothingRan(String nothingRan) {
        this.nothingRan = nothingRan;
    }

    /**
     * Checks all values. Pipeline prints a stack trace and all arguments when a setter fails, so the setters take anything.
     *
     * @throws PlaybookRequestException naming the option, its value and the choices
     */
    void check() {
        result("failed", failed);
        limit("failedLimit", failedLimit);
        result("unreachable", unreachable);
        limit("unreachableLimit", unreachableLimit);
        result("changed", changed);
        limit("changedLimit", changedLimit);
        result("ignored", ignored);
        result("noHostsMatched", noHostsMatched);
        result("nothingRan", nothingRan);
    }

    /** The policy of a drift check: as this one, and at least unstable when a host would change. */
    ResultPolicy forDrift() {
        var policy = new ResultPolicy();
        policy.failed = failed;
        policy.failedLimit = failedLimit;
        policy.unreachable = unreachable;
        policy.unreachableLimit = unreachableLimit;
        policy.changed = changed.equals("SUCCESS") ? "UNSTABLE" : changed;
        policy.changedLimit = changedLimit;
        policy.ignored = ignored;
        policy.noHostsMatched = noHostsMatched;
        policy.nothingRan = nothingRan;
        return policy;
    }

    /** Called by XStream: a saved policy may be older than some of its fields. */
    private Object readResolve() {
        var defaults = new ResultPolicy();
        failed = failed == null ? defaults.failed : failed;
        failedLimit = failedLimit == null ? defaults.failedLimit : failedLimit;
        unreachable = unreachable == null ? defaults.unreachable : unreachable;
        unreachableLimit = unreachableLimit == null ? defaults.unreachableLimit : unreachableLimit;
        changed = changed == null ? defaults.changed : changed;
        changedLimit = changedLimit == null ? defaults.changedLimit : changedLimit;
        ignored = ignored == null ? defaults.ignored : ignored;
        noHostsMatched = noHostsMatched == null ? defaults.noHostsMatched : noHostsMatched;
        nothingRan = nothingRan == null ? defaults.nothingRan : nothingRan;
        return this;
    }

    private static void result(String option, String value) {
        if (!RESULTS.contains(value)) {
            throw new PlaybookRequestException("resultPolicy." + option, Messages.ResultPolicy_notAResult(value));
        }
    }

    private static void limit(String option, String value) {
        if (!HostLimit.isOne(value)) {
            throw new PlaybookRequestException("resultPolicy." + option, Messages.HostLimit_notOne(value));
        }
    }

    @Extension
    @Symbol("ansibleResultPolicy")
    public static final class DescriptorImpl extends Descriptor<ResultPolicy> {

        @Override
        public String getDisplayName() {
            return Messages.ResultPolicy_displayName();
        }

        @POST
        public ListBoxModel doFillFailedItems(@AncestorInPath Item item, @QueryParameter String failed) {
            return FormAccess.of(item).choices(failed, DescriptorImpl::results);
        }

        @POST
        public ListBoxModel doFillUnreachableItems(@AncestorInPath Item item, @QueryParameter String unreachable) {
            return FormAccess.of(item).choices(unreachable, DescriptorImpl::results);
        }

        @POST
        public ListBoxModel doFillChangedItems(@AncestorInPath Item item, @QueryParameter String changed) {
            return FormAccess.of(item).choices(changed, DescriptorImpl::results);
        }

        @POST
        public ListBoxModel doFillIgnoredItems(@AncestorInPath Item item, @QueryParameter String ignored) {
            return FormAccess.of(item).choices(ignored, DescriptorImpl::results);
        }

        @POST
        public ListBoxModel doFillNoHostsMatchedItems(
                @AncestorInPath Item item, @QueryParameter String noHostsMatched) {
            return FormAccess.of(item).choices(noHostsMatched, DescriptorImpl::results);
        }

        @POST
        public ListBoxModel doFillNothingRanItems(@AncestorInPath Item item, @QueryParameter String nothingRan) {
            return FormAccess.of(item).choices(nothingRan, DescriptorImpl::results);
        }

        @POST
        public FormValidation doCheckFailedLimit(@AncestorInPath Item item, @QueryParameter String value) {
            return FormAccess.of(item).check(() -> HostLimit.check(value));
        }

        @POST
        public FormValidation doCheckUnreachableLimit(@AncestorInPath Item item, @QueryParameter String value) {
            return FormAccess.of(item).check(() -> HostLimit.check(value));
        }

        @POST
        public FormValidation doCheckChangedLimit(@AncestorInPath Item item, @QueryParameter String value) {
            return FormAccess.of(item).check(() -> HostLimit.check(value));
        }

        private static ListBoxModel results() {
            var choices = new ListBoxModel();
            choices.add(Messages.ResultPolicy_success(), "SUCCESS");
            choices.add(Messages.ResultPolicy_unstable(), "UNSTABLE");
            choices.add(Messages.ResultPolicy_failure(), "FAILURE");
            return choices;
        }
    }
}
