package io.jenkins.plugins.ansibleevents.webhook.queue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import hudson.ExtensionPoint;
import hudson.model.Describable;
import io.jenkins.plugins.ansibleevents.engine.settings.SettingsException;

/** A kind of queue with its settings. Holds ids of credentials, never a secret. */
public abstract class QueueConfig implements Describable<QueueConfig>, ExtensionPoint {

    /**
     * The value of {@code queue} in the settings of the engine, with the secrets in it: never to be saved or shown.
     *
     * @throws SettingsException when credentials are missing
     */
    public abstract ObjectNode settings() throws SettingsException;

    /** Whether only this Jenkins puts messages into the queue, so that received messages need no second check. */
    public boolean isPrivate() {
        return false;
    }
}
