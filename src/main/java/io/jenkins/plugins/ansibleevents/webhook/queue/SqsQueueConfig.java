package io.jenkins.plugins.ansibleevents.webhook.queue;

import com.cloudbees.plugins.credentials.common.StandardUsernamePasswordCredentials;
import com.fasterxml.jackson.databind.node.ObjectNode;
import hudson.Extension;
import hudson.Util;
import hudson.model.Descriptor;
import hudson.util.FormValidation;
import hudson.util.ListBoxModel;
import io.jenkins.plugins.ansibleevents.access.CredentialsChoice;
import io.jenkins.plugins.ansibleevents.access.FormAccess;
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

/** A queue of Amazon SQS, standard or FIFO; without credentials those of the environment are used. */
@Restricted(NoExternalUse.class)
public final class SqsQueueConfig extends QueueConfig {

    private static final String CLIENT = "software.amazon.awssdk.services.sqs.SqsClient";

    private final String queue;
    private String region = "";
    private String endpoint = "";
    private String owner = "";
    private String deadLetterQueue = "";
    private String credentialsId = "";
    private int maxAttempts = 0;

    @DataBoundConstructor
    public SqsQueueConfig(String queue) {
        this.queue = Util.fixNull(queue).strip();
    }

    public String getQueue() {
        return queue;
    }

    public String getRegion() {
        return region;
    }

    @DataBoundSetter
    public void setRegion(String region) {
        this.region = Util.fixNull(region).strip();
    }

    public String getEndpoint() {
        return endpoint;
    }

    @DataBoundSetter
    public void setEndpoint(String endpoint) {
        this.endpoint = Util.fixNull(endpoint).strip();
    }

    public String getOwner() {
        return owner;
    }

    @DataBoundSetter
    public void setOwner(String owner) {
        this.owner = Util.fixNull(owner).strip();
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
        if (!isUsable()) {
            throw new SettingsException(Messages.SqsQueueConfig_noSdk());
        }
        var settings = new SettingsBuilder();
        settings.text("queue", queue);
        settings.text("region", region);
        settings.text("endpoint", endpoint);
        settings.text("owner", owner);
        settings.text("deadLetterQueue", deadLetterQueue);
        settings.number("maxAttempts", maxAttempts, 0);
        if (!credentialsId.isEmpty()) {
            var login = SystemCredentials.find(credentialsId, StandardUsernamePasswordCredentials.class);
            settings.text("accessKeyId", login.getUsername())
                    .secret("secretAccessKey", SystemCredentials.passwordOf(login));
        }
        return new SettingsBuilder().section("sqs", settings).build();
    }

    /** Whether Amazon's client is installed, which is too large to be part of this plugin. */
    static boolean isUsable() {
        try {
            Class.forName(CLIENT, false, SqsQueueConfig.class.getClassLoader());
            return true;
        } catch (ClassNotFoundException e) {
            return false;
        }
    }

    @Extension
    @Symbol("sqs")
    public static final class DescriptorImpl extends Descriptor<QueueConfig> {

        @Override
        public String getDisplayName() {
            return Messages.SqsQueueConfig_displayName();
        }

        @POST
        public FormValidation doCheckQueue(@QueryParameter String value) {
            return FormAccess.ofJenkins().check(() -> answer(value));
        }

        private static FormValidation answer(String queue) {
            if (!isUsable()) {
                return FormValidation.error(Messages.SqsQueueConfig_noSdk());
            }
            return queue.isBlank() ? FormValidation.error(Messages.SqsQueueConfig_queue()) : FormValidation.ok();
        }

        @POST
        public ListBoxModel doFillCredentialsIdItems(@QueryParameter String credentialsId) {
            return CredentialsChoice.forSystem(credentialsId, StandardUsernamePasswordCredentials.class);
        }
    }
}
