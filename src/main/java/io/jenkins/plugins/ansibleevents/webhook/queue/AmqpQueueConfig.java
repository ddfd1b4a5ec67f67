package io.jenkins.plugins.ansibleevents.webhook.queue;

import com.cloudbees.plugins.credentials.common.StandardUsernamePasswordCredentials;
import com.fasterxml.jackson.databind.node.ObjectNode;
import hudson.Extension;
import hudson.Util;
import hudson.model.Descriptor;
import hudson.util.ListBoxModel;
import io.jenkins.plugins.ansibleevents.access.CredentialsChoice;
import io.jenkins.plugins.ansibleevents.access.SystemCredentials;
import io.jenkins.plugins.ansibleevents.engine.settings.SettingsBuilder;
import io.jenkins.plugins.ansibleevents.engine.settings.SettingsException;
import org.jenkinsci.Symbol;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/** A queue of an AMQP 1.0 broker: Azure Service Bus, RabbitMQ 4, Artemis. */
@Restricted(NoExternalUse.class)
public final class AmqpQueueConfig extends QueueConfig {

    private final String url;
    private final String queue;
    private String broker = "";
    private String deadLetterQueue = "";
    private String credentialsId = "";
    private int maxAttempts = 0;

    @DataBoundConstructor
    public AmqpQueueConfig(String url, String queue) {
        this.url = Util.fixNull(url).strip();
        this.queue = Util.fixNull(queue).strip();
    }

    public String getUrl() {
        return url;
    }

    public String getQueue() {
        return queue;
    }

    public String getBroker() {
        return broker;
    }

    @DataBoundSetter
    public void setBroker(String broker) {
        this.broker = Util.fixNull(broker).strip();
    }

    public String getDeadLetterQueue() {
        return deadLetterQueue;
    }

    @DataBoundSetter
    public void setDeadLetterQueue(String deadLetterQueue) {
        this.deadLetterQueue = Util.fixNull(deadLetterQueue).strip();
    }

    public String getCredentialsId() {
        return credentialsId;
    }

    @DataBoundSetter
    public void setCredentialsId(String credentialsId) {
        this.credentialsId = Util.fixNull(credentialsId).strip();
    }

    public int getMaxAttempts() {
        return maxAttempts;
    }

    @DataBoundSetter
    public void setMaxAttempts(int maxAttempts) {
        this.maxAttempts = maxAttempts;
    }

    @Override
    public ObjectNode settings() throws SettingsException {
        var settings = new SettingsBuilder();
        settings.text("url", url);
        settings.text("queue", queue);
        settings.text("broker", broker);
        settings.text("deadLetterQueue", deadLetterQueue);
        settings.number("maxAttempts", maxAttempts, 0);
        if (!credentialsId.isEmpty()) {
            var login = SystemCredentials.find(credentialsId, StandardUsernamePasswordCredentials.class);
            settings.text("username", login.getUsername()).secret("password", SystemCredentials.passwordOf(login));
        }
        return new SettingsBuilder().section("amqp", settings).build();
    }

    @Extension
    @Symbol("amqp")
    public static final class DescriptorImpl extends Descriptor<QueueConfig> {

        @Override
        public String getDisplayName() {
            return Messages.AmqpQueueConfig_displayName();
        }

        @POST
        public ListBoxModel doFillCredentialsIdItems(@QueryParameter String credentialsId) {
            return CredentialsChoice.forSystem(credentialsId, StandardUsernamePasswordCredentials.class);
        }
    }
}
