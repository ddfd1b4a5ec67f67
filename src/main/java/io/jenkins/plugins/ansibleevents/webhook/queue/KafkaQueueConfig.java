package io.jenkins.plugins.ansibleevents.webhook.queue;

import com.cloudbees.plugins.credentials.common.StandardUsernamePasswordCredentials;
import com.fasterxml.jackson.databind.node.ObjectNode;
import hudson.Extension;
import hudson.Util;
import hudson.model.Descriptor;
import hudson.util.ListBoxModel;
import io.jenkins.plugins.ansibleevents.access.CredentialsChoice;
import io.jenkins.plugins.ansibleevents.access.SystemCredentials;
import io.jenkins.plugins.ansibleevents.engine.secret.Secret;
import io.jenkins.plugins.ansibleevents.engine.settings.SettingsBuilder;
import io.jenkins.plugins.ansibleevents.engine.settings.SettingsException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jenkinsci.Symbol;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/** A topic of Apache Kafka. */
@Restricted(NoExternalUse.class)
public final class KafkaQueueConfig extends QueueConfig {

    private final String bootstrapServers;
    private final String topic;
    private String group = "";
    private String deadLetterTopic = "";
    private String properties = "";
    private String secretProperties = "";
    private String credentialsId = "";
    private int maxAttempts = 0;

    @DataBoundConstructor
    public KafkaQueueConfig(String bootstrapServers, String topic) {
        this.bootstrapServers = Util.fixNull(bootstrapServers).strip();
        this.topic = Util.fixNull(topic).strip();
    }

    public String getBootstrapServers() {
        return bootstrapServers;
    }

    public String getTopic() {
        return topic;
    }

    public String getGroup() {
        return group;
    }

    @DataBoundSetter
    public void setGroup(String group) {
        this.group = Util.fixNull(group).strip();
    }

    public String getDeadLetterTopic() {
        return deadLetterTopic;
    }

    @DataBoundSetter
    public void setDeadLetterTopic(String deadLetterTopic) {
        this.deadLetterTopic = Util.fixNull(deadLetterTopic).strip();
    }

    public String getProperties() {
        return properties;
    }

    @DataBoundSetter
    public void setProperties(String properties) {
        this.properties = Util.fixNull(properties);
    }

    public String getSecretProperties() {
        return Util.fixNull(secretProperties);
    }

    /** Sets lines of property name, {@code =} and credentials id. */
    @DataBoundSetter
    public void setSecretProperties(String secretProperties) {
        this.secretProperties = Util.fixNull(secretProperties);
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
        settings.text("bootstrapServers", bootstrapServers);
        settings.text("topic", topic);
        settings.text("group", group);
        settings.text("deadLetterTopic", deadLetterTopic);
        settings.number("maxAttempts", maxAttempts, 0);
        var shown = new SettingsBuilder();
        pairs(properties).forEach(shown::text);
        settings.value("properties", shown.build());
        settings.value("secretProperties", secrets());
        return new SettingsBuilder().section("kafka", settings).build();
    }

    private static Map<String, String> pairs(String lines) {
        var pairs = new LinkedHashMap<String, String>();
        lines.lines().map(String::strip).filter(l -> l.contains("=")).forEach(line -> {
            int at = line.indexOf('=');
            pairs.put(line.substring(0, at).strip(), line.substring(at + 1).strip());
        });
        return pairs;
    }

    private ObjectNode secrets() throws SettingsException {
        var secrets = new SettingsBuilder();
        for (Map.Entry<String, String> property : pairs(getSecretProperties()).entrySet()) {
            secrets.secret(property.getKey(), SystemCredentials.secret(property.getValue()));
        }
        if (!credentialsId.isEmpty()) {
            var login = SystemCredentials.find(credentialsId, StandardUsernamePasswordCredentials.class);
            secrets.secret("sasl.jaas.config", jaas(login.getUsername(), SystemCredentials.passwordOf(login)));
        }
        return secrets.build();
    }

    /**
     * The mechanism is named among the properties; PLAIN has another login module than SCRAM. The password is revealed
     * because Kafka takes it within this text, which is a secret in turn.
     */
    private Secret jaas(String user, Secret password) {
        String module = properties.contains("SCRAM") ? "scram.ScramLoginModule" : "plain.PlainLoginModule";
        return Secret.of("org.apache.kafka.common.security." + module + " required username=" + quoted(user)
                + " password=" + quoted(password.reveal()) + ";");
    }

    private static String quoted(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }

    @Extension
    @Symbol("kafka")
    public static final class DescriptorImpl extends Descriptor<QueueConfig> {

        @Override
        public String getDisplayName() {
            return Messages.KafkaQueueConfig_displayName();
        }

        @POST
        public ListBoxModel doFillCredentialsIdItems(@QueryParameter String credentialsId) {
            return CredentialsChoice.forSystem(credentialsId, StandardUsernamePasswordCredentials.class);
        }
    }
}
