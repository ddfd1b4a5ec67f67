package io.jenkins.plugins.ansibleevents.webhook.trigger;

import hudson.Extension;
import hudson.Util;
import hudson.model.Describable;
import hudson.model.Descriptor;
import hudson.model.Item;
import hudson.util.FormValidation;
import org.jenkinsci.Symbol;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/** A parameter of the job and the CEL expression that computes it from the message. */
@Restricted(NoExternalUse.class)
public final class EventParameter implements Describable<EventParameter> {

    private final String name;
    private final String expression;

    /**
     * Names a parameter.
     *
     * @throws IllegalArgumentException when the expression does not compile
     */
    @DataBoundConstructor
    public EventParameter(String name, String expression) {
        this.name = Util.fixNull(name).strip();
        this.expression = Cel.checked("parameters." + this.name, expression);
    }

    public String getName() {
        return name;
    }

    public String getExpression() {
        return expression;
    }

    /** Describes the entry in forms. */
    @Extension
    @Symbol("eventParameter")
    public static final class DescriptorImpl extends Descriptor<EventParameter> {

        @Override
        public String getDisplayName() {
            return Messages.EventParameter_displayName();
        }

        @POST
        public FormValidation doCheckExpression(@AncestorInPath Item item, @QueryParameter String value) {
            return Cel.check(item, value, true);
        }
    }
}
