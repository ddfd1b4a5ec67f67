package io.jenkins.plugins.ansibleevents.webhook.authentication;

import com.fasterxml.jackson.databind.JsonNode;
import hudson.Extension;
import hudson.Util;
import hudson.model.Descriptor;
import io.jenkins.plugins.ansibleevents.engine.settings.SettingsBuilder;
import org.jenkinsci.Symbol;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.kohsuke.stapler.DataBoundConstructor;

/** Messages of Amazon SNS: signed by Amazon, of the named topics. There is no secret. */
@Restricted(NoExternalUse.class)
public final class AmazonSns extends WebhookAuthentication {

    private final String topics;

    /**
     * Names the topics.
     *
     * @param topics ARNs, one on a line
     */
    @DataBoundConstructor
    public AmazonSns(String topics) {
        this.topics = Util.fixNull(topics).strip();
    }

    public String getTopics() {
        return topics;
    }

    @Override
    public JsonNode settings() {
        var sns = new SettingsBuilder()
                .texts(
                        "topic",
                        topics.lines()
                                .map(String::strip)
                                .filter(line -> !line.isEmpty())
                                .toList());
        return new SettingsBuilder().section("sns", sns).build();
    }

    @Extension
    @Symbol("sns")
    public static final class DescriptorImpl extends Descriptor<WebhookAuthentication> {

        @Override
        public String getDisplayName() {
            return Messages.AmazonSns_displayName();
        }
    }
}
