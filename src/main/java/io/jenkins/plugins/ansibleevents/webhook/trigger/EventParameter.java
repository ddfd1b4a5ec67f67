package io.jenkins.plugins.ansibleevents.webhook.trigger;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.Extension;
import hudson.RelativePath;
import hudson.Util;
import hudson.model.Describable;
import hudson.model.Descriptor;
import hudson.model.Item;
import hudson.model.Job;
import hudson.model.ParameterDefinition;
import hudson.util.FormValidation;
import io.jenkins.plugins.ansibleevents.access.FormAccess;
import java.util.List;
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

    /** Whether the job declares a parameter, for those who may configure it. */
    static FormValidation checkDeclared(
            @CheckForNull Item item, @CheckForNull String name, @CheckForNull String undeclaredAllowed) {
        String wanted = Util.fixNull(name).strip();
        if (!(item instanceof Job<?, ?> job) || Boolean.parseBoolean(undeclaredAllowed)) {
            return FormValidation.ok();
        }
        return FormAccess.of(item).check(() -> {
            List<String> declared = EventTriggers.get().parameters(job).stream()
                    .map(ParameterDefinition::getName)
                    .toList();
            if (wanted.isEmpty() || declared.contains(wanted)) {
                return FormValidation.ok();
            }
            return FormValidation.warning(
                    declared.isEmpty()
                            ? Messages.EventParameter_noneDeclared(wanted)
                            : Messages.EventParameter_notDeclared(wanted, String.join(", ", declared)));
        });
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
        public FormValidation doCheckExpression(
                @AncestorInPath Item item,
                @QueryParameter String value,
                @QueryParameter @RelativePath("..") String split,
                @QueryParameter @RelativePath("..") String endpoint) {
            return SchemaCheck.check(Cel.check(item, value, true), item, value, split, endpoint);
        }

        /** Warns of a parameter that the job, as it is saved now, does not declare. */
        @POST
        public FormValidation doCheckName(
                @AncestorInPath Item item,
                @QueryParameter String value,
                @QueryParameter @RelativePath("..") String undeclaredParameters) {
            return checkDeclared(item, value, undeclaredParameters);
        }
    }
}
