package io.jenkins.plugins.ansibleevents.webhook;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.Extension;
import hudson.model.ManagementLink;
import hudson.security.Permission;
import io.jenkins.plugins.ansibleevents.engine.inbound.RefusedRequest;
import io.jenkins.plugins.ansibleevents.engine.inbound.dispatch.InboundService;
import io.jenkins.plugins.ansibleevents.engine.inbound.json.StrictJson;
import io.jenkins.plugins.ansibleevents.engine.inbound.queue.DeadLetter;
import io.jenkins.plugins.ansibleevents.engine.inbound.queue.MessageQueue;
import io.jenkins.plugins.ansibleevents.engine.inbound.queue.MessageState;
import io.jenkins.plugins.ansibleevents.engine.inbound.queue.MessageStatus;
import io.jenkins.plugins.ansibleevents.engine.inbound.queue.QueueDepth;
import io.jenkins.plugins.ansibleevents.engine.inbound.queue.QueueException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
import jenkins.model.Jenkins;
import org.jenkinsci.Symbol;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.kohsuke.stapler.HttpRedirect;
import org.kohsuke.stapler.HttpResponse;
import org.kohsuke.stapler.HttpResponses;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.StaplerProxy;
import org.kohsuke.stapler.verb.POST;

/** The page of the webhooks under Manage Jenkins: endpoints, messages, dead letters, refused requests. */
@Extension
@Symbol("ansibleEventsWebhooksPage")
@Restricted(NoExternalUse.class)
public final class WebhookPage extends ManagementLink implements StaplerProxy {

    private static final Logger LOGGER = Logger.getLogger(WebhookPage.class.getName());

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss 'UTC'").withZone(ZoneOffset.UTC);

    /** Rows of a table; more would not be read. */
    private static final int ROWS = 100;

    @Override
    public String getIconFileName() {
        return "symbol-git-network-outline plugin-ionicons-api";
    }

    @Override
    public String getDisplayName() {
        return Messages.WebhookPage_displayName();
    }

    @Override
    public String getDescription() {
        return Messages.WebhookPage_description();
    }

    @Override
    public String getUrlName() {
        return "ansible-events-webhooks";
    }

    @Override
    public Permission getRequiredPermission() {
        return Jenkins.SYSTEM_READ;
    }

    @Override
    public Category getCategory() {
        return Category.STATUS;
    }

    /** Called for every URL of the page, before anything is shown or done. */
    @Override
    public Object getTarget() {
        Jenkins.get().checkPermission(Jenkins.SYSTEM_READ);
        return this;
    }

    /** The endpoints with their counters; those that cannot be used have a problem instead. */
    public List<EndpointRow> getEndpoints() {
        var rows = new ArrayList<EndpointRow>();
        for (WebhookEndpoint endpoint : WebhookConfiguration.get().getEndpoints()) {
            rows.add(EndpointRow.of(endpoint));
        }
        return rows;
    }

    /** The problems of endpoints and triggers. */
    public Map<String, String> getProblems() {
        return WebhookService.get().problems();
    }

    /** Why messages can neither be accepted nor handled; empty when all is well. */
    public String getSourceProblem() {
        return WebhookService.get().sourceProblem();
    }

    /** The kind and place of the queue; empty when none runs. */
    public String getQueueDescription() {
        return queue().map(MessageQueue::description).orElse("");
    }

    public QueueDepth getDepth() {
        return WebhookService.get().depth();
    }

    /** A number of the queue, or a dash when the broker does not report it. */
    public String number(java.util.OptionalLong number) {
        return number.isPresent() ? Long.toString(number.getAsLong()) : "–";
    }

    /** A time as people read it, to the second, for example {@code 2026-01-31 12:00:00 UTC}. */
    public String time(Instant time) {
        return TIME.format(time);
    }

    public String time(String instant) {
        return time(Instant.parse(instant));
    }

    /** The age of the oldest message in seconds, or a dash. */
    public String getOldest() {
        return getDepth().oldest().map(age -> age.toSeconds() + " s").orElse("–");
    }

    /** Messages by state, without dead letters; empty for kinds of queues that cannot list messages. */
    public Map<MessageState, List<MessageStatus>> getMessages() {
        var messages = new EnumMap<MessageState, List<MessageStatus>>(MessageState.class);
        for (MessageState state : MessageState.values()) {
            if (state != MessageState.DEAD) {
                List<MessageStatus> list = list(state);
                if (!list.isEmpty()) {
                    messages.put(state, list);
                }
            }
        }
        return messages;
    }

    private static List<MessageStatus> list(MessageState state) {
        return ask(queue -> queue.list(state, ROWS)).orElse(List.of());
    }

    public List<DeadLetter> getDeadLetters() {
        return ask(queue -> queue.deadLetters(ROWS)).orElse(List.of());
    }

    /** The refused requests, newest first. */
    public List<RefusedRequest> getRefused() {
        return WebhookService.get()
                .runtime()
                .map(running -> running.refused().latest(ROWS))
                .orElse(List.of());
    }

    /** The body of a dead letter, for the form; only for administrators, because it may hold secrets. */
    @CheckForNull
    public String body(String id) {
        Jenkins.get().checkPermission(Jenkins.ADMINISTER);
        return ask(queue -> queue.deadLetter(id))
                .flatMap(letter -> letter)
                .map(letter -> new String(letter.message().body(), StandardCharsets.UTF_8))
                .orElse(null);
    }

    /** Puts a dead letter back into the queue, edited or as it was. */
    @POST
    public HttpResponse doReplay(@QueryParameter String id, @QueryParameter String body) throws QueueException {
        Jenkins.get().checkPermission(Jenkins.ADMINISTER);
        MessageQueue queue = queueOrThrow();
        Optional<DeadLetter> letter = queue.deadLetter(id);
        if (letter.isPresent() && body != null && !body.isEmpty()) {
            queue.redrive(id, letter.get().message().withBody(checked(body)));
        } else {
            queue.redrive(id);
        }
        return back();
    }

    private static byte[] checked(String body) {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        try {
            StrictJson.parse(bytes);
            return bytes;
        } catch (StrictJson.MalformedJson e) {
            throw HttpResponses.error(400, Messages.WebhookPage_notJson(e.getMessage()));
        }
    }

    /** Puts all dead letters back into the queue. */
    @POST
    public HttpResponse doReplayAll() throws QueueException {
        Jenkins.get().checkPermission(Jenkins.ADMINISTER);
        queueOrThrow().redriveAll();
        return back();
    }

    /** Deletes a dead letter. */
    @POST
    public HttpResponse doDrop(@QueryParameter String id) throws QueueException {
        Jenkins.get().checkPermission(Jenkins.ADMINISTER);
        queueOrThrow().discard(id);
        return back();
    }

    private static HttpResponse back() {
        return new HttpRedirect(".");
    }

    private interface Question<T> {
        T ask(MessageQueue queue) throws QueueException;
    }

    private static <T> Optional<T> ask(Question<T> question) {
        try {
            Optional<MessageQueue> queue = queue();
            return queue.isEmpty() ? Optional.empty() : Optional.of(question.ask(queue.get()));
        } catch (QueueException e) {
            LOGGER.log(Level.FINE, "the queue does not answer", e);
            return Optional.empty();
        }
    }

    private static Optional<MessageQueue> queue() {
        return WebhookService.get().runtime().map(InboundService::queue);
    }

    private static MessageQueue queueOrThrow() {
        return queue().orElseThrow(() -> HttpResponses.error(503, Messages.WebhookPage_noQueue()));
    }
}
