package io.jenkins.plugins.ansibleevents.emitter;

import hudson.Extension;
import hudson.model.Describable;
import hudson.model.Descriptor;
import hudson.util.FormValidation;
import io.jenkins.plugins.ansibleevents.engine.emit.RetryRules;
import org.jenkinsci.Symbol;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/** What happens when a receiver does not take a message, where it is not as usual. */
public final class RetryConfig implements Describable<RetryConfig> {

    private static final String FIRST_DELAY = "500ms";
    private static final String MAX_DELAY = "60s";
    private static final String ATTEMPT_TIMEOUT = "30s";
    private static final String GIVE_UP_AFTER = "24h";
    private static final String BREAKER_PAUSE = "30s";

    private String firstDelay = FIRST_DELAY;
    private String maxDelay = MAX_DELAY;
    private int jitterPercent = 20;
    private String attemptTimeout = ATTEMPT_TIMEOUT;
    private String giveUpAfter = GIVE_UP_AFTER;
    private int breakerFailures = 10;
    private String breakerPause = BREAKER_PAUSE;

    @DataBoundConstructor
    public RetryConfig() {
        // everything has a default
    }

    public String getFirstDelay() {
        return firstDelay;
    }

    /** Sets the wait after the first failure; doubled each time. */
    @DataBoundSetter
    public void setFirstDelay(String firstDelay) {
        this.firstDelay = Times.positive("firstDelay", firstDelay, FIRST_DELAY);
    }

    public String getMaxDelay() {
        return maxDelay;
    }

    /** Sets the longest wait. */
    @DataBoundSetter
    public void setMaxDelay(String maxDelay) {
        this.maxDelay = Times.positive("maxDelay", maxDelay, MAX_DELAY);
    }

    public int getJitterPercent() {
        return jitterPercent;
    }

    /** Sets by how many percent waits differ at random, 0 to 100. */
    @DataBoundSetter
    public void setJitterPercent(int jitterPercent) {
        RetryRules.checkJitterPercent(jitterPercent);
        this.jitterPercent = jitterPercent;
    }

    public String getAttemptTimeout() {
        return attemptTimeout;
    }

    /** Sets when an attempt is broken off. */
    @DataBoundSetter
    public void setAttemptTimeout(String attemptTimeout) {
        this.attemptTimeout = Times.positive("attemptTimeout", attemptTimeout, ATTEMPT_TIMEOUT);
    }

    public String getGiveUpAfter() {
        return giveUpAfter;
    }

    /** Sets when a message becomes a dead letter; 0 for never. */
    @DataBoundSetter
    public void setGiveUpAfter(String giveUpAfter) {
        this.giveUpAfter = Times.orZero("giveUpAfter", giveUpAfter, GIVE_UP_AFTER);
    }

    public int getBreakerFailures() {
        return breakerFailures;
    }

    /** Sets how many failures in a row open the circuit breaker, 1 to 1000000. */
    @DataBoundSetter
    public void setBreakerFailures(int breakerFailures) {
        RetryRules.checkBreakerFailures(breakerFailures);
        this.breakerFailures = breakerFailures;
    }

    public String getBreakerPause() {
        return breakerPause;
    }

    /** Sets how long it stays open. */
    @DataBoundSetter
    public void setBreakerPause(String breakerPause) {
        this.breakerPause = Times.positive("breakerPause", breakerPause, BREAKER_PAUSE);
    }

    /**
     * What the pump needs to know.
     *
     * @throws RetryRules.OutOfRange when a message would be given up before it is tried again
     */
    RetryRules toRules() {
        return new RetryRules(
                Times.of(firstDelay),
                Times.of(maxDelay),
                jitterPercent / 100.0,
                Times.of(attemptTimeout),
                Times.of(giveUpAfter),
                breakerFailures,
                Times.of(breakerPause));
    }

    /** Describes the settings in forms. */
    @Extension
    @Symbol("emitterRetry")
    public static final class DescriptorImpl extends Descriptor<RetryConfig> {

        @Override
        public String getDisplayName() {
            return Messages.RetryConfig_displayName();
        }

        @POST
        public FormValidation doCheckFirstDelay(@QueryParameter String value) {
            return Times.check(value);
        }

        @POST
        public FormValidation doCheckMaxDelay(@QueryParameter String value) {
            return Times.check(value);
        }

        @POST
        public FormValidation doCheckAttemptTimeout(@QueryParameter String value) {
            return Times.check(value);
        }

        @POST
        public FormValidation doCheckGiveUpAfter(@QueryParameter String value) {
            return Times.check(value);
        }

        @POST
        public FormValidation doCheckBreakerPause(@QueryParameter String value) {
            return Times.check(value);
        }
    }
}
