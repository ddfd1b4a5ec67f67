package io.jenkins.plugins.ansibleevents.webhook.authentication;

import com.fasterxml.jackson.databind.JsonNode;
import hudson.ExtensionPoint;
import hudson.model.Describable;
import io.jenkins.plugins.ansibleevents.engine.settings.SettingsException;
import java.util.List;

/** Who may send to an endpoint. Holds ids of credentials, never a secret. */
public abstract class WebhookAuthentication implements Describable<WebhookAuthentication>, ExtensionPoint {

    /**
     * The value of {@code auth} in the settings of the engine, with the secrets in it: never to be saved or shown.
     *
     * @throws SettingsException when credentials are missing
     */
    public abstract JsonNode settings() throws SettingsException;

    /**
     * Header fields that a sender adds, for the sample on the page of endpoints. They are shell text: {@code $SECRET}
     * and {@code $BODY} stand for values that only the sender knows.
     */
    public List<String> sampleHeaders() {
        return List.of();
    }

    /** The text that a sender appends to the URL, for the same sample. */
    public String sampleQuery() {
        return "";
    }

    /**
     * Lines of shell before the command of the sample; they set the variables of its header fields besides
     * {@code $SECRET}.
     */
    public List<String> sampleLines() {
        return List.of();
    }
}
