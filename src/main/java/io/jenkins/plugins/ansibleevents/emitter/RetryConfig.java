package io.jenkins.plugins.ansibleevents.emitter;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.Extension;
import hudson.model.Describable;
import hudson.model.Descriptor;
import hudson.util.FormValidation;
import io.jenkins.plugins.ansibleevents.engine.emit.RetryRules;
import io.jenkins.plugins.ansibleevents.engine.settings.Durations;
import io.jenkins.plugins.ansibleevents.engine.settings.SettingsBuilder;
import java.util.Map;
import org.jenkinsci.Symbol;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/** The retries after a failed attempt, as far as they differ from the default. */
@Restricted(NoExternalUse.class)
public final class RetryConfig implements Describable<RetryConfig> {

    private String firstDelay = "";
    private String maxDelay = "";

    @CheckForNull
    private Integer jitterPercent;

    private String attemptTimeout = "";
    private String giveUpAfter = "";

    @CheckForNull
    private Integer breakerFailures;

    private String breakerPause = "";

    @DataBoundConstructor
    public RetryConfig() {
        // everything has a default
    }

    public String getFirstDelay() {
        return EmitterConfig.orEmpty(firstDelay);
    }

    /** Sets the wait after the first failed attempt; each further wait is twice as long. */
    @DataBoundSetter
    public void setFirstDelay(String firstDelay) {
        this.firstDelay = EmitterConfig.orEmpty(firstDelay);
    }

    public String getMaxDelay() {
        return EmitterConfig.orEmpty(maxDelay);
    }

    /** Sets the longest wait between two attempts. */
    @DataBoundSetter
    public void setMaxDelay(String maxDelay) {
        this.maxDelay = EmitterConfig.orEmpty(maxDelay);
    }

    @CheckForNull
    public Integer getJitterPercent() {
        return jitterPercent;
    }

    /** Sets by how many percent waits differ at random. */
    @DataBoundSetter
    public void setJitterPercent(@CheckForNull Integer jitterPercent) {
        this.jitterPercent = jitterPercent;
    }

    public String getAttemptTimeout() {
        return EmitterConfig.orEmpty(attemptTimeout);
    }

    /** Sets how long an attempt may take before it is broken off. */
    @DataBoundSetter
    public void setAttemptTimeout(String attemptTimeout) {
        this.attemptTimeout = EmitterConfig.orEmpty(attemptTimeout);
    }

    public String getGiveUpAfter() {
        return EmitterConfig.orEmpty(giveUpAfter);
    }

    /** Sets the age at which a message becomes a dead letter; 0 for never. */
    @DataBoundSetter
    public void setGiveUpAfter(String giveUpAfter) {
        this.giveUpAfter = EmitterConfig.orEmpty(giveUpAfter);
    }

    @CheckForNull
    public Integer getBreakerFailures() {
        return breakerFailures;
    }

    /** Sets how many failed attempts in a row open the circuit breaker. */
    @DataBoundSetter
    public void setBreakerFailures(@CheckForNull Integer breakerFailures) {
        this.breakerFailures = breakerFailures;
    }

    public String getBreakerPause() {
        return EmitterConfig.orEmpty(breakerPause);
    }

    @DataBoundSetter
    public void setBreakerPause(String breakerPause) {
        this.breakerPause = EmitterConfig.orEmpty(breakerPause);
    }

    SettingsBuilder settings() {
        return new SettingsBuilder()
                .text("firstDelay", getFirstDelay())
                .text("maxDelay", getMaxDelay())
                .number("jitterPercent", jitterPercent)
                .text("attemptTimeout", getAttemptTimeout())
                .text("giveUpAfter", getGiveUpAfter())
                .number("breakerFailures", breakerFailures)
                .text("breakerPause", getBreakerPause());
    }

    @Extension
    @Symbol("emitterRetry")
    public static final class DescriptorImpl extends Descriptor<RetryConfig> {

        @Override
        public String getDisplayName() {
            return Messages.RetryConfig_displayName();
        }

        /** The defaults, which the form shows in empty fields. */
        public Map<String, String> getDefaults() {
            RetryRules rules = RetryRules.DEFAULT;
            return Map.of(
                    "firstDelay", Durations.text(rules.firstDelay()),
                    "maxDelay", Durations.text(rules.maxDelay()),
                    "jitterPercent", String.valueOf(Math.round(rules.jitter() * 100)),
                    "attemptTimeout", Durations.text(rules.attemptTimeout()),
                    "giveUpAfter", Durations.text(rules.giveUpAfter()),
                    "breakerFailures", String.valueOf(rules.breakerFailures()),
                    "breakerPause", Durations.text(rules.breakerPause()));
        }

        @POST
        public FormValidation doCheckFirstDelay(@QueryParameter String value) {
            return check("firstDelay", value);
        }

        @POST
        public FormValidation doCheckMaxDelay(@QueryParameter String value) {
            return check("maxDelay", value);
        }

        @POST
        public FormValidation doCheckJitterPercent(@QueryParameter String value) {
            return OptionCheck.ofPump("retry", "jitterPercent", OptionCheck.number("jitterPercent", value));
        }

        @POST
        public FormValidation doCheckAttemptTimeout(@QueryParameter String value) {
            return check("attemptTimeout", value);
        }

        /** The age must be longer than the longest wait. */
        @POST
        public FormValidation doCheckGiveUpAfter(@QueryParameter String value, @QueryParameter String maxDelay) {
            FormValidation alone = check("giveUpAfter", value);
            return alone.kind == FormValidation.Kind.OK
                    ? OptionCheck.ofPump(
                            "retry",
                            "giveUpAfter",
                            new SettingsBuilder().text("giveUpAfter", value).text("maxDelay", maxDelay))
                    : alone;
        }

        @POST
        public FormValidation doCheckBreakerFailures(@QueryParameter String value) {
            return OptionCheck.ofPump("retry", "breakerFailures", OptionCheck.number("breakerFailures", value));
        }

        @POST
        public FormValidation doCheckBreakerPause(@QueryParameter String value) {
            return check("breakerPause", value);
        }

        private static FormValidation check(String key, String value) {
            return OptionCheck.ofPump("retry", key, new SettingsBuilder().text(key, value));
        }
    }
}
