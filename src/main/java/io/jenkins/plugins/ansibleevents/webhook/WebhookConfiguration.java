package io.jenkins.plugins.ansibleevents.webhook;

import com.fasterxml.jackson.databind.JsonNode;
import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.BulkChange;
import hudson.Extension;
import hudson.ExtensionList;
import hudson.Util;
import hudson.model.Descriptor;
import hudson.model.PersistentDescriptor;
import hudson.util.FormValidation;
import io.jenkins.plugins.ansibleevents.access.FormMistake;
import io.jenkins.plugins.ansibleevents.engine.inbound.request.BodyLimits;
import io.jenkins.plugins.ansibleevents.webhook.queue.EmbeddedQueueConfig;
import io.jenkins.plugins.ansibleevents.webhook.queue.QueueConfig;
import io.jenkins.plugins.ansibleevents.webhook.trigger.BackPressure;
import io.jenkins.plugins.ansibleevents.webhook.trigger.EndpointAccess;
import io.jenkins.plugins.ansibleevents.webhook.trigger.EventTriggers;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import jenkins.model.GlobalConfiguration;
import jenkins.model.Jenkins;
import net.sf.json.JSONObject;
import org.jenkinsci.Symbol;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.StaplerRequest2;
import org.kohsuke.stapler.verb.POST;

/** Endpoints and queue of this Jenkins. Every change is saved and handed to {@link WebhookService}. */
@Extension
@Symbol("ansibleEventsWebhooks")
@Restricted(NoExternalUse.class)
public final class WebhookConfiguration extends GlobalConfiguration implements PersistentDescriptor, EndpointAccess {

    /** The most bodies of unproven senders that are read at once: each holds a thread of the web server. */
    static final int BODIES = 64;

    private static final int BODIES_PER_ADDRESS = 16;
    private static final int LONGEST_SECONDS = 3_600;
    private static final int MEBI_BITS = 20;

    private List<WebhookEndpoint> endpoints = new ArrayList<>();

    @CheckForNull
    private QueueConfig queue;

    private volatile int maxQueueLength = BackPressure.DEFAULT_QUEUE_LENGTH;
    private volatile int maxBodiesPerAddress = BODIES_PER_ADDRESS;
    private volatile int bodySeconds = (int) BodyLimits.TIME.toSeconds();
    private volatile int unprovenMebibytes;
    private String messageSchema = "";
    private List<EndpointFilter> messageFilters = new ArrayList<>();
    private String allMessagesJobs = "";

    /** The configuration of this Jenkins. */
    public static WebhookConfiguration get() {
        return ExtensionList.lookupSingleton(WebhookConfiguration.class);
    }

    public List<WebhookEndpoint> getEndpoints() {
        return List.copyOf(endpoints);
    }

    /**
     * Sets the endpoints.
     *
     * @throws IllegalArgumentException when two have the same name
     */
    @DataBoundSetter
    public void setEndpoints(@CheckForNull List<WebhookEndpoint> endpoints) {
        List<WebhookEndpoint> given = endpoints == null ? List.of() : endpoints;
        if (given.stream().map(WebhookEndpoint::getName).distinct().count() < given.size()) {
            throw new IllegalArgumentException(Messages.WebhookConfiguration_sameName());
        }
        this.endpoints = new ArrayList<>(given);
        save();
    }

    @Override
    public List<String> endpointNames() {
        return endpoints.stream().map(WebhookEndpoint::getName).toList();
    }

    /**
     * {@inheritDoc}
     *
     * <p>The jobs for all messages may use every endpoint, even one that only another server in front of the same queue
     * has. All other jobs must name an endpoint of this Jenkins that is open to them.
     */
    @Override
    public boolean isOpen(String endpoint, String job) {
        return JobPatterns.of(getAllMessagesJobs()).matches(job)
                || endpoints.stream().anyMatch(e -> e.getName().equals(endpoint) && e.isOpenTo(job));
    }

    @Override
    public Optional<JsonNode> schema(String endpoint) {
        return endpoints.stream()
                .filter(each -> each.getName().equals(endpoint))
                .flatMap(each -> each.schemaTree().stream())
                .findFirst();
    }

    /** The endpoints that triggers name and this Jenkins does not have, with the jobs of these triggers. */
    public List<String> getMissingEndpoints() {
        if (!Jenkins.get().hasPermission(Jenkins.SYSTEM_READ)) {
            return List.of();
        }
        List<String> names = endpointNames();
        return EventTriggers.get().endpoints().entrySet().stream()
                .filter(each -> !each.getValue().isEmpty() && !names.contains(each.getValue()))
                .map(each -> Messages.WebhookConfiguration_missing(each.getKey(), each.getValue()))
                .toList();
    }

    public String getAllMessagesJobs() {
        // Absent from what an earlier version has saved.
        return Util.fixNull(allMessagesJobs);
    }

    /**
     * Sets which jobs may have all messages of the queue, as {@link JobPatterns}, one on a line; none when it is empty.
     *
     * @throws IllegalArgumentException naming a line that is no pattern
     */
    @DataBoundSetter
    public void setAllMessagesJobs(String allMessagesJobs) {
        String jobs = Util.fixNull(allMessagesJobs).strip();
        JobPatterns.of(jobs);
        this.allMessagesJobs = jobs;
        save();
    }

    public QueueConfig getQueue() {
        return queue == null ? new EmbeddedQueueConfig() : queue;
    }

    @DataBoundSetter
    public void setQueue(@CheckForNull QueueConfig queue) {
        this.queue = queue;
        save();
    }

    public int getMaxQueueLength() {
        return maxQueueLength;
    }

    /** Sets the number of items in Jenkins' own queue from which on messages stay in theirs. */
    @DataBoundSetter
    public void setMaxQueueLength(int maxQueueLength) {
        if (maxQueueLength < 1) {
            throw new IllegalArgumentException("maxQueueLength < 1: " + maxQueueLength);
        }
        this.maxQueueLength = maxQueueLength;
        save();
    }

    public int getMaxBodiesPerAddress() {
        return maxBodiesPerAddress;
    }

    /** Sets how many bodies of unproven senders are read at once from one address. */
    @DataBoundSetter
    public void setMaxBodiesPerAddress(int maxBodiesPerAddress) {
        this.maxBodiesPerAddress = within("maxBodiesPerAddress", maxBodiesPerAddress, 1, BODIES);
        save();
    }

    public int getBodySeconds() {
        return bodySeconds;
    }

    @DataBoundSetter
    public void setBodySeconds(int bodySeconds) {
        this.bodySeconds = within("bodySeconds", bodySeconds, 1, LONGEST_SECONDS);
        save();
    }

    public int getUnprovenMebibytes() {
        return unprovenMebibytes;
    }

    /** Sets the memory for bodies of unproven senders; 0 for an eighth of the heap. */
    @DataBoundSetter
    public void setUnprovenMebibytes(int unprovenMebibytes) {
        int half = (int) Math.min(Integer.MAX_VALUE, Runtime.getRuntime().maxMemory() / 2 >> MEBI_BITS);
        this.unprovenMebibytes = within("unprovenMebibytes", unprovenMebibytes, 0, half);
        save();
    }

    private static int within(String name, int value, int least, int most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(Messages.WebhookConfiguration_within(name, least, most, value));
        }
        return value;
    }

    /** The limits of bodies while they are read. */
    BodyLimits bodyLimits() {
        return new BodyLimits(
                unprovenMebibytes == 0 ? BodyLimits.usualBytes() : (long) unprovenMebibytes << MEBI_BITS,
                BODIES,
                maxBodiesPerAddress,
                Duration.ofSeconds(bodySeconds),
                BodyLimits.BYTES_PER_SECOND);
    }

    public String getMessageSchema() {
        return messageSchema;
    }

    /** Sets the JSON Schema of messages that somebody else put into the queue. */
    @DataBoundSetter
    public void setMessageSchema(String messageSchema) {
        this.messageSchema = Util.fixNull(messageSchema).strip();
        save();
    }

    public List<EndpointFilter> getMessageFilters() {
        return List.copyOf(messageFilters);
    }

    /** Sets the filters of messages that somebody else put into the queue. */
    @DataBoundSetter
    public void setMessageFilters(@CheckForNull List<EndpointFilter> messageFilters) {
        this.messageFilters = messageFilters == null ? new ArrayList<>() : new ArrayList<>(messageFilters);
        save();
    }

    @Override
    public boolean configure(StaplerRequest2 request, JSONObject form) throws Descriptor.FormException {
        if (!getConfigFile().exists()) {
            save(); // after a refused form, reading the file undoes its changes
        }
        try (var change = new BulkChange(this)) {
            // Entries that are missing from the form have been removed.
            endpoints = new ArrayList<>();
            messageFilters = new ArrayList<>();
            request.bindJSON(this, form);
            change.commit();
        } catch (IllegalArgumentException | LinkageError e) {
            load();
            Throwable mistake = FormMistake.of(e);
            throw new Descriptor.FormException(mistake.getMessage(), mistake, "endpoints");
        } catch (IOException e) {
            throw new Descriptor.FormException(e, "endpoints");
        }
        return true;
    }

    @Override
    public synchronized void save() {
        if (!BulkChange.contains(this)) {
            super.save();
            WebhookService.get().settingsChanged();
        }
    }

    @POST
    public FormValidation doCheckAllMessagesJobs(@QueryParameter String value) {
        return JobPatterns.check(value);
    }

    @POST
    public FormValidation doCheckMessageSchema(@QueryParameter String value) {
        return WebhookEndpoint.checkSchema(value);
    }
}
