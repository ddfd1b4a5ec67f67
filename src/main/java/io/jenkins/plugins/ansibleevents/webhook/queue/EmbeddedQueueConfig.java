package io.jenkins.plugins.ansibleevents.webhook.queue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import hudson.Extension;
import hudson.model.Descriptor;
import io.jenkins.plugins.ansibleevents.engine.settings.SettingsBuilder;
import org.jenkinsci.Symbol;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;

/** A queue in the home directory of Jenkins; a message is on disk before its sender is answered. */
@Restricted(NoExternalUse.class)
public final class EmbeddedQueueConfig extends QueueConfig {

    private long maxMessages = 0;
    private int maxAttempts = 0;

    @DataBoundConstructor
    public EmbeddedQueueConfig() {
        // everything has a default
    }

    public long getMaxMessages() {
        return maxMessages;
    }

    @DataBoundSetter
    public void setMaxMessages(long maxMessages) {
        this.maxMessages = maxMessages;
    }

    public int getMaxAttempts() {
        return maxAttempts;
    }

    @DataBoundSetter
    public void setMaxAttempts(int maxAttempts) {
        this.maxAttempts = maxAttempts;
    }

    @Override
    public boolean isPrivate() {
        return true;
    }

    @Override
    public ObjectNode settings() {
        var settings = new SettingsBuilder();
        settings.number("maxMessages", maxMessages, 0);
        settings.number("maxAttempts", maxAttempts, 0);
        return new SettingsBuilder().section("embedded", settings).build();
    }

    @Extension(ordinal = 100)
    @Symbol("embedded")
    public static final class DescriptorImpl extends Descriptor<QueueConfig> {

        @Override
        public String getDisplayName() {
            return Messages.EmbeddedQueueConfig_displayName();
        }
    }
}
