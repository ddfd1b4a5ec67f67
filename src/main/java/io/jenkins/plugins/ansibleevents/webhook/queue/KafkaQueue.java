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
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/** A topic of Apache Kafka. */
public final class KafkaQueue extends WebhookQueue {

    private final String bootstrapServers;
    private final String topic;
    private String group = "";
    private String deadLetterTopic = "";
    private String properties = "";
    private String credentialsId = "";
    private int maxAttempts = 0;

    @DataBoundConstructor
    public KafkaQueue(String bootstrapServers, String topic) {
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
        settings.value("properties", lines());
        if (!credentialsId.isEmpty()) {
            settings.value("secretProperties", login());
        }
        return new SettingsBuilder().section("kafka", settings).build();
    }

    private ObjectNode lines() {
        var lines = new SettingsBuilder();
        properties.lines().map(String::strip).filter(l -> l.contains("=")).forEach(line -> {
            int at = line.indexOf('=');
            lines.text(line.substring(0, at).strip(), line.substring(at + 1).strip());
        });
        return lines.build();
    }

    private ObjectNode login() throws SettingsException {
        var login = SystemCredentials.find(credentialsId, StandardUsernamePasswordCredentials.class);
        return new SettingsBuilder()
                .text(
                        "sasl.jaas.config",
                        jaas(login.getUsername(), login.getPassword().getPlainText()))
                .build();
    }

    /** The mechanism is named among the properties; PLAIN has another login module than SCRAM. */
    private String jaas(String user, String password) {
        String module = properties.contains("SCRAM") ? "scram.ScramLoginModule" : "plain.PlainLoginModule";
        return "org.apache.kafka.common.security." + module + " required username=" + quoted(user) + " password="
                + quoted(password) + ";";
    }

    private static String quoted(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }

    /** Describes the queue in forms. */
    @Extension
    @Symbol("kafka")
    public static final class DescriptorImpl extends Descriptor<WebhookQueue> {

        @Override
        public String getDisplayName() {
            return Messages.KafkaQueue_displayName();
        }

        @POST
        public ListBoxModel doFillCredentialsIdItems(@QueryParameter String credentialsId) {
            return CredentialsChoice.forSystem(credentialsId, StandardUsernamePasswordCredentials.class);
        }
    }
}
