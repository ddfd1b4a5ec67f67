package io.jenkins.plugins.ansibleevents.webhook;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.Extension;
import hudson.Util;
import hudson.model.Describable;
import hudson.model.Descriptor;
import hudson.util.FormValidation;
import hudson.util.ListBoxModel;
import io.jenkins.plugins.ansibleevents.access.FormAccess;
import io.jenkins.plugins.ansibleevents.engine.inbound.EndpointSpec;
import io.jenkins.plugins.ansibleevents.engine.inbound.expression.Expression;
import io.jenkins.plugins.ansibleevents.engine.inbound.expression.ExpressionException;
import io.jenkins.plugins.ansibleevents.engine.inbound.json.StrictJson;
import io.jenkins.plugins.ansibleevents.engine.inbound.schema.MessageSchema;
import io.jenkins.plugins.ansibleevents.engine.settings.SettingsBuilder;
import io.jenkins.plugins.ansibleevents.engine.settings.SettingsException;
import io.jenkins.plugins.ansibleevents.webhook.authentication.WebhookAuthentication;
import io.jenkins.plugins.ansibleevents.webhook.trigger.EventTriggers;
import io.jenkins.plugins.ansibleevents.webhook.trigger.SchemaCheck;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jenkinsci.Symbol;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/** An endpoint as an administrator writes it down; {@link #settings} is what the engine reads. */
@Restricted(NoExternalUse.class)
public final class WebhookEndpoint implements Describable<WebhookEndpoint> {

    /** Jobs that are named beside a field. */
    private static final int MOST_JOBS = 10;

    private final String name;
    private final WebhookAuthentication authentication;
    private String schema = "";
    private List<EndpointFilter> filters = new ArrayList<>();
    private int maxBodyBytes = EndpointSpec.DEFAULT_BODY;
    private String deliveryIdHeader = "";
    private String deliveryIdExpression = "";
    private String deliveryWindow = "";
    private String redelivery = "";
    private String origins = "";
    private int rateMessages;
    private String ratePer = "";
    private String orderingKey = "";
    private boolean testMode;
    private String jobs = "";

    /**
     * Names an endpoint.
     *
     * @param name the last part of its URL
     * @param authentication who may send
     */
    @DataBoundConstructor
    public WebhookEndpoint(String name, WebhookAuthentication authentication) {
        this.name = Util.fixNull(name).strip();
        this.authentication = authentication;
    }

    public String getName() {
        return name;
    }

    public WebhookAuthentication getAuthentication() {
        return authentication;
    }

    public String getSchema() {
        return schema;
    }

    /** Sets the JSON Schema, 2020-12, as text; it has to be complete in itself. */
    @DataBoundSetter
    public void setSchema(String schema) {
        this.schema = Util.fixNull(schema).strip();
    }

    public List<EndpointFilter> getFilters() {
        return List.copyOf(filters);
    }

    @DataBoundSetter
    public void setFilters(@CheckForNull List<EndpointFilter> filters) {
        this.filters = filters == null ? new ArrayList<>() : new ArrayList<>(filters);
    }

    public int getMaxBodyBytes() {
        return maxBodyBytes;
    }

    @DataBoundSetter
    public void setMaxBodyBytes(int maxBodyBytes) {
        this.maxBodyBytes = maxBodyBytes;
    }

    public String getDeliveryIdHeader() {
        return deliveryIdHeader;
    }

    /**
     * Sets the header field with the sender's id of a delivery; those of GitHub and other known senders need no
     * setting.
     */
    @DataBoundSetter
    public void setDeliveryIdHeader(String deliveryIdHeader) {
        this.deliveryIdHeader = Util.fixNull(deliveryIdHeader).strip();
    }

    public String getDeliveryIdExpression() {
        return deliveryIdExpression;
    }

    /** Sets an expression that computes the id of a delivery, instead of a header field. */
    @DataBoundSetter
    public void setDeliveryIdExpression(String deliveryIdExpression) {
        this.deliveryIdExpression = Util.fixNull(deliveryIdExpression).strip();
    }

    public String getDeliveryWindow() {
        return deliveryWindow;
    }

    /** Sets how long a delivery is remembered, together with one of the two above. */
    @DataBoundSetter
    public void setDeliveryWindow(String deliveryWindow) {
        this.deliveryWindow = Util.fixNull(deliveryWindow).strip();
    }

    public String getRedelivery() {
        return Util.fixNull(redelivery);
    }

    /**
     * Sets the effect of a repeated delivery after the end of the first: {@code run} or {@code ignore}; empty for the
     * default.
     */
    @DataBoundSetter
    public void setRedelivery(String redelivery) {
        this.redelivery = Util.fixNull(redelivery).strip();
    }

    public String getOrigins() {
        // Absent from what an earlier version has saved.
        return Util.fixNull(origins);
    }

    /** Sets the hosts of senders, one on a line, that may send after they ask by {@code OPTIONS}. */
    @DataBoundSetter
    public void setOrigins(String origins) {
        this.origins = Util.fixNull(origins).strip();
    }

    public int getRateMessages() {
        return rateMessages;
    }

    /** Sets how many messages are accepted within {@link #getRatePer}; 0 for no limit. */
    @DataBoundSetter
    public void setRateMessages(int rateMessages) {
        this.rateMessages = rateMessages;
    }

    public String getRatePer() {
        return ratePer;
    }

    @DataBoundSetter
    public void setRatePer(String ratePer) {
        this.ratePer = Util.fixNull(ratePer).strip();
    }

    public String getOrderingKey() {
        return orderingKey;
    }

    /** Sets an expression; messages with the same value are handled one after the other. */
    @DataBoundSetter
    public void setOrderingKey(String orderingKey) {
        this.orderingKey = Util.fixNull(orderingKey).strip();
    }

    public String getJobs() {
        // Absent from what an earlier version has saved.
        return Util.fixNull(jobs);
    }

    /**
     * Sets which jobs may use it, as {@link JobPatterns}, one on a line; every job when it is empty.
     *
     * @throws IllegalArgumentException naming a line that is no pattern
     */
    @DataBoundSetter
    public void setJobs(String jobs) {
        this.jobs = Util.fixNull(jobs).strip();
        JobPatterns.of(this.jobs);
    }

    /** Whether a job may use it by naming it. */
    boolean isOpenTo(String job) {
        JobPatterns patterns = JobPatterns.of(getJobs());
        return patterns.isEmpty() || patterns.matches(job);
    }

    public boolean isTestMode() {
        return testMode;
    }

    @DataBoundSetter
    public void setTestMode(boolean testMode) {
        this.testMode = testMode;
    }

    /**
     * The engine's settings, with the secrets in them: never to be saved or shown.
     *
     * @throws SettingsException when credentials are missing or the schema is not JSON
     */
    ObjectNode settings() throws SettingsException {
        if (authentication == null) {
            throw new SettingsException(Messages.WebhookEndpoint_noAuthentication(name));
        }
        var settings = new SettingsBuilder()
                .value("auth", authentication.settings())
                .value("filters", conditions(filters))
                .number("maxBodyBytes", maxBodyBytes, 0)
                .text("redelivery", getRedelivery())
                .texts(
                        "origins",
                        getOrigins()
                                .lines()
                                .map(String::strip)
                                .filter(line -> !line.isEmpty())
                                .toList())
                .text("orderingKey", orderingKey)
                .flag("test", testMode);
        if (!schema.isEmpty()) {
            settings.value("schema", tree(schema));
        }
        if (!deliveryIdHeader.isEmpty() || !deliveryIdExpression.isEmpty()) {
            settings.section("deliveryId", delivery());
        }
        if (rateMessages > 0) {
            settings.section(
                    "rate",
                    new SettingsBuilder().number("messages", rateMessages, 0).text("per", ratePer));
        }
        return settings.build();
    }

    private SettingsBuilder delivery() {
        return new SettingsBuilder()
                .text("header", deliveryIdHeader)
                .text("expression", deliveryIdExpression)
                .text("window", deliveryWindow);
    }

    static ObjectNode conditions(List<EndpointFilter> filters) {
        var conditions = new SettingsBuilder();
        filters.forEach(filter -> conditions.text(filter.getName(), filter.getCondition()));
        return conditions.build();
    }

    /** The schema; empty also when it is not JSON, which is a problem of its own. */
    Optional<JsonNode> schemaTree() {
        return schemaTree(schema);
    }

    static Optional<JsonNode> schemaTree(@CheckForNull String schema) {
        try {
            return Util.fixNull(schema).isBlank() ? Optional.empty() : Optional.of(tree(schema));
        } catch (SettingsException e) {
            return Optional.empty();
        }
    }

    /** What is probably a mistake: keys that its filters and other expressions read and its schema does not have. */
    List<String> warnings() {
        var words = new ArrayList<String>();
        schemaTree().ifPresent(keys -> {
            filters.forEach(filter -> SchemaCheck.words(filter.getCondition(), "", keys)
                    .forEach(each -> words.add(Messages.WebhookEndpoint_filter(filter.getName(), each))));
            SchemaCheck.words(orderingKey, "", keys).forEach(each -> words.add("orderingKey: " + each));
            SchemaCheck.words(deliveryIdExpression, "", keys)
                    .forEach(each -> words.add("deliveryIdExpression: " + each));
        });
        return words;
    }

    static JsonNode tree(String schema) throws SettingsException {
        try {
            return StrictJson.parse(schema.getBytes(StandardCharsets.UTF_8));
        } catch (StrictJson.MalformedJson e) {
            throw new SettingsException("schema: " + e.getMessage(), e);
        }
    }

    static FormValidation checkSchema(String value) {
        return FormAccess.ofJenkins().check(() -> {
            if (value.isBlank()) {
                return FormValidation.ok();
            }
            try {
                MessageSchema.of(tree(value));
                return FormValidation.ok();
            } catch (SettingsException | IllegalArgumentException e) {
                return FormValidation.error(e.getMessage());
            }
        });
    }

    @Extension
    @Symbol("webhookEndpoint")
    public static final class DescriptorImpl extends Descriptor<WebhookEndpoint> {

        @Override
        public String getDisplayName() {
            return Messages.WebhookEndpoint_displayName();
        }

        /** Checks the name, and says whose triggers use it: they get no message when it is changed. */
        @POST
        public FormValidation doCheckName(@QueryParameter String value) {
            return FormAccess.ofJenkins().check(() -> {
                if (!EndpointSpec.isName(value.strip())) {
                    return FormValidation.error(Messages.WebhookEndpoint_name());
                }
                String jobs = EventTriggers.get().endpoints().entrySet().stream()
                        .filter(each -> each.getValue().equals(value.strip()))
                        .map(Map.Entry::getKey)
                        .limit(MOST_JOBS)
                        .collect(Collectors.joining(", "));
                return jobs.isEmpty() ? FormValidation.ok() : FormValidation.ok(Messages.WebhookEndpoint_usedBy(jobs));
            });
        }

        @POST
        public FormValidation doCheckOrderingKey(@QueryParameter String value, @QueryParameter String schema) {
            return checkExpression(value, schema);
        }

        @POST
        public FormValidation doCheckDeliveryIdExpression(@QueryParameter String value, @QueryParameter String schema) {
            return checkExpression(value, schema);
        }

        private static FormValidation checkExpression(String value, String schema) {
            return FormAccess.ofJenkins().check(() -> {
                if (value.isBlank()) {
                    return FormValidation.ok();
                }
                try {
                    Expression.compile(value);
                } catch (ExpressionException e) {
                    return FormValidation.error(e.getMessage());
                }
                return schemaTree(schema)
                        .map(keys -> SchemaCheck.check(value, "", keys))
                        .orElseGet(FormValidation::ok);
            });
        }

        /** The choices for repeated deliveries. */
        @POST
        public ListBoxModel doFillRedeliveryItems(@QueryParameter String redelivery) {
            return FormAccess.ofJenkins().choices(redelivery, DescriptorImpl::redeliveries);
        }

        private static ListBoxModel redeliveries() {
            var choices = new ListBoxModel();
            choices.add(Messages.WebhookEndpoint_redeliveryUsual(), "");
            choices.add(Messages.WebhookEndpoint_redeliveryIgnore(), "ignore");
            choices.add(Messages.WebhookEndpoint_redeliveryRun(), "run");
            return choices;
        }

        @POST
        public FormValidation doCheckJobs(@QueryParameter String value) {
            return JobPatterns.check(value);
        }

        @POST
        public FormValidation doCheckSchema(@QueryParameter String value) {
            return checkSchema(value);
        }
    }
}
