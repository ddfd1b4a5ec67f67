package io.jenkins.plugins.ansibleevents.webhook;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.Extension;
import hudson.RelativePath;
import hudson.Util;
import hudson.model.Describable;
import hudson.model.Descriptor;
import hudson.util.FormValidation;
import io.jenkins.plugins.ansibleevents.access.FormAccess;
import io.jenkins.plugins.ansibleevents.engine.inbound.expression.Condition;
import io.jenkins.plugins.ansibleevents.engine.inbound.expression.ExpressionException;
import io.jenkins.plugins.ansibleevents.webhook.trigger.SchemaCheck;
import org.jenkinsci.Symbol;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/** A named condition that messages must meet. */
@Restricted(NoExternalUse.class)
public final class EndpointFilter implements Describable<EndpointFilter> {

    private final String name;
    private final String condition;

    @DataBoundConstructor
    public EndpointFilter(String name, String condition) {
        this.name = Util.fixNull(name).strip();
        this.condition = Util.fixNull(condition).strip();
    }

    public String getName() {
        return name;
    }

    public String getCondition() {
        return condition;
    }

    @Extension
    @Symbol("endpointFilter")
    public static final class DescriptorImpl extends Descriptor<EndpointFilter> {

        @Override
        public String getDisplayName() {
            return Messages.EndpointFilter_displayName();
        }

        @POST
        public FormValidation doCheckCondition(
                @QueryParameter String value, @QueryParameter @RelativePath("..") String schema) {
            return FormAccess.ofJenkins().check(() -> answer(value, schema));
        }

        private static FormValidation answer(String condition, @CheckForNull String schema) {
            try {
                Condition.compile(condition);
                return WebhookEndpoint.schemaTree(schema)
                        .map(keys -> SchemaCheck.check(condition, "", keys))
                        .orElseGet(FormValidation::ok);
            } catch (ExpressionException e) {
                return FormValidation.error(e.getMessage());
            }
        }
    }
}
