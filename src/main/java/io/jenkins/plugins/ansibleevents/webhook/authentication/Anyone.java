package io.jenkins.plugins.ansibleevents.webhook.authentication;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import hudson.Extension;
import hudson.model.Descriptor;
import org.jenkinsci.Symbol;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.kohsuke.stapler.DataBoundConstructor;

/** No authentication: whoever reaches Jenkins may send. */
@Restricted(NoExternalUse.class)
public final class Anyone extends WebhookAuthentication {

    @DataBoundConstructor
    public Anyone() {
        // nothing to set
    }

    @Override
    public JsonNode settings() {
        return TextNode.valueOf("none");
    }

    @Extension(ordinal = -100)
    @Symbol("anyone")
    public static final class DescriptorImpl extends Descriptor<WebhookAuthentication> {

        @Override
        public String getDisplayName() {
            return Messages.Anyone_displayName();
        }
    }
}
