package io.jenkins.plugins.ansibleevents.webhook.trigger;

import hudson.Util;
import hudson.model.Descriptor;
import hudson.model.Item;
import hudson.util.FormValidation;
import io.jenkins.plugins.ansibleevents.access.FormAccess;
import io.jenkins.plugins.ansibleevents.engine.settings.Durations;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/** A grouping with a window of time and a key of what belongs together. */
@Restricted(NoExternalUse.class)
public abstract class WindowGrouping extends EventGrouping {

    private final String within;
    private String key = "";

    /**
     * Sets the window.
     *
     * @param within a time such as {@code 30s} or {@code 10m}
     * @throws IllegalArgumentException when it is none
     */
    protected WindowGrouping(String within) {
        this.within = Util.fixNull(within).strip();
        Durations.parse(this.within);
    }

    public final String getWithin() {
        return within;
    }

    public final String getKey() {
        return key;
    }

    /** Sets what belongs together: a CEL expression; without it all messages of the trigger. */
    @DataBoundSetter
    public final void setKey(String key) {
        this.key = Cel.checked("key", key);
    }

    /** Describes a grouping in forms. */
    public abstract static class WindowDescriptor extends Descriptor<EventGrouping> {

        @POST
        public FormValidation doCheckKey(@AncestorInPath Item item, @QueryParameter String value) {
            return Cel.check(item, value, false);
        }

        @POST
        public FormValidation doCheckWithin(@AncestorInPath Item item, @QueryParameter String value) {
            return FormAccess.of(item).checkReading(() -> Durations.parse(value));
        }
    }
}
