package io.jenkins.plugins.ansibleevents.webhook;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.Extension;
import hudson.Util;
import hudson.model.ManagementLink;
import hudson.security.Permission;
import io.jenkins.plugins.ansibleevents.engine.inbound.RefusedRequest;
import io.jenkins.plugins.ansibleevents.engine.inbound.dispatch.DispatcherCounters;
import io.jenkins.plugins.ansibleevents.engine.inbound.dispatch.InboundService;
import io.jenkins.plugins.ansibleevents.engine.inbound.json.StrictJson;
import io.jenkins.plugins.ansibleevents.engine.inbound.queue.DeadLetter;
import io.jenkins.plugins.ansibleevents.engine.inbound.queue.Message;
import io.jenkins.plugins.ansibleevents.engine.inbound.queue.MessageQueue;
import io.jenkins.plugins.ansibleevents.engine.inbound.queue.QueueDepth;
import io.jenkins.plugins.ansibleevents.engine.inbound.queue.QueueException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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
import org.kohsuke.stapler.StaplerRequest2;
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

    /** Dead letters that are counted by reason, or put back by it at once; a broker is asked for {@link #ROWS} only. */
    private static final int LETTERS = 10_000;

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

    /** What is probably a mistake in endpoints and triggers that can be used. */
    public Map<String, String> getWarnings() {
        return WebhookService.get().warnings();
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

    /**
     * The newest messages.
     *
     * @param state only those in this state; null or empty for all
     */
    public MessageList messages(@CheckForNull String state) {
        return MessageList.of(Util.fixNull(state), ROWS);
    }

    /** A message by its id; null when nothing is known of it. */
    @CheckForNull
    public MessageRow message(@CheckForNull String id) {
        return runtime()
                .flatMap(running -> running.reports().report(Util.fixNull(id).strip()))
                .map(MessageRow::new)
                .orElse(null);
    }

    /** What became of messages since Jenkins started, in the words of {@link DispatcherCounters#messages}. */
    public long count(String what) {
        return runtime()
                .flatMap(InboundService::dispatcher)
                .map(dispatcher -> dispatcher.counters().messages().getOrDefault(what, 0L))
                .orElse(0L);
    }

    /** The oldest dead letters. */
    public DeadLetterList getDeadLetters() {
        return ask(queue -> DeadLetterList.of(letters(queue), ROWS))
                .orElseGet(() -> DeadLetterList.of(List.of(), ROWS));
    }

    private static List<DeadLetter> letters(MessageQueue queue) throws QueueException {
        return queue.deadLetters(queue.remembersDeliveries() ? LETTERS : ROWS);
    }

    /** The refused requests, newest first. */
    public List<RefusedRequest> getRefused() {
        return runtime().map(running -> running.refused().latest(ROWS)).orElse(List.of());
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
        if (letter.isPresent()) {
            Message message = letter.get().message();
            if (body == null || body.isEmpty()) {
                putBack(queue, message);
            } else {
                byte[] edited = checked(body);
                note(message);
                queue.redrive(id, message.withBody(edited));
            }
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

    /** Puts the chosen dead letters back into the queue. */
    @POST
    public HttpResponse doReplaySelected(StaplerRequest2 request) throws QueueException {
        Jenkins.get().checkPermission(Jenkins.ADMINISTER);
        forSelected(request, WebhookPage::putBack);
        return back();
    }

    /** Deletes the chosen dead letters. */
    @POST
    public HttpResponse doDropSelected(StaplerRequest2 request) throws QueueException {
        Jenkins.get().checkPermission(Jenkins.ADMINISTER);
        forSelected(request, WebhookPage::drop);
        return back();
    }

    private static void forSelected(StaplerRequest2 request, Deed deed) throws QueueException {
        String[] selected = request.getParameterValues("selected");
        if (selected == null) {
            throw HttpResponses.error(400, Messages.WebhookPage_noneSelected());
        }
        MessageQueue queue = queueOrThrow();
        Set<String> ids = new HashSet<>(List.of(selected));
        for (DeadLetter letter : letters(queue)) {
            if (ids.contains(letter.id())) {
                deed.apply(queue, letter.message());
            }
        }
    }

    /** Puts back all dead letters of a reason. */
    @POST
    public HttpResponse doReplayReason(@QueryParameter String reason) throws QueueException {
        Jenkins.get().checkPermission(Jenkins.ADMINISTER);
        MessageQueue queue = queueOrThrow();
        for (DeadLetter letter : letters(queue)) {
            if (DeadLetterList.key(letter).equals(reason)) {
                putBack(queue, letter.message());
            }
        }
        return back();
    }

    /** Puts all dead letters back into the queue. */
    @POST
    public HttpResponse doReplayAll() throws QueueException {
        Jenkins.get().checkPermission(Jenkins.ADMINISTER);
        MessageQueue queue = queueOrThrow();
        letters(queue).forEach(letter -> note(letter.message()));
        queue.redriveAll();
        return back();
    }

    /** Deletes a dead letter. */
    @POST
    public HttpResponse doDrop(@QueryParameter String id) throws QueueException {
        Jenkins.get().checkPermission(Jenkins.ADMINISTER);
        MessageQueue queue = queueOrThrow();
        Optional<DeadLetter> letter = queue.deadLetter(id);
        if (letter.isPresent()) {
            drop(queue, letter.get().message());
        }
        return back();
    }

    private interface Deed {
        void apply(MessageQueue queue, Message message) throws QueueException;
    }

    private static void putBack(MessageQueue queue, Message message) throws QueueException {
        note(message);
        queue.redrive(message.id());
    }

    /** Before it is put back: its build may begin at once. */
    private static void note(Message message) {
        runtime().ifPresent(running -> running.reports()
                .putBack(message, Jenkins.getAuthentication2().getName()));
    }

    private static void drop(MessageQueue queue, Message message) throws QueueException {
        queue.discard(message.id());
        runtime().ifPresent(running -> running.reports()
                .dropped(message, Jenkins.getAuthentication2().getName()));
    }

    private static HttpResponse back() {
        return new HttpRedirect("./#dead-letters");
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
        return runtime().map(InboundService::queue);
    }

    private static Optional<InboundService> runtime() {
        return WebhookService.get().runtime();
    }

    private static MessageQueue queueOrThrow() {
        return queue().orElseThrow(() -> HttpResponses.error(503, Messages.WebhookPage_noQueue()));
    }
}
