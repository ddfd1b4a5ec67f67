package io.jenkins.plugins.ansibleevents.emitter;

import hudson.Extension;
import hudson.model.Describable;
import hudson.model.Descriptor;
import hudson.util.FormValidation;
import io.jenkins.plugins.ansibleevents.engine.emit.EmitterSpec.SpoolRules;
import org.jenkinsci.Symbol;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/** What is given up when it waits too long; without it nothing is. */
public final class SpoolConfig implements Describable<SpoolConfig> {

    private static final String MAX_AGE = "0";

    private String maxAge = MAX_AGE;
    private long maxBytes = 0;

    @DataBoundConstructor
    public SpoolConfig() {
        // everything has a default
    }

    public String getMaxAge() {
        return maxAge;
    }

    /** Sets when undelivered events are dropped; 0 for never. */
    @DataBoundSetter
    public void setMaxAge(String maxAge) {
        this.maxAge = Times.orZero("maxAge", maxAge, MAX_AGE);
    }

    public long getMaxBytes() {
        return maxBytes;
    }

    /** Sets how many bytes of a run may wait before its oldest events are dropped; 0 for any number. */
    @DataBoundSetter
    public void setMaxBytes(long maxBytes) {
        if (maxBytes < 0) {
            throw new IllegalArgumentException("maxBytes: must be 0 or more, is " + maxBytes);
        }
        this.maxBytes = maxBytes;
    }

    SpoolRules toRules() {
        return new SpoolRules(Times.of(maxAge), maxBytes);
    }

    /** Describes the settings in forms. */
    @Extension
    @Symbol("emitterSpool")
    public static final class DescriptorImpl extends Descriptor<SpoolConfig> {

        @Override
        public String getDisplayName() {
            return Messages.SpoolConfig_displayName();
        }

        @POST
        public FormValidation doCheckMaxAge(@QueryParameter String value) {
            return Times.check(value);
        }
    }
}
