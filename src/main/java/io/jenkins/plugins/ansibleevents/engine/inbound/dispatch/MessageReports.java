package io.jenkins.plugins.ansibleevents.engine.inbound.dispatch;

import io.jenkins.plugins.ansibleevents.engine.inbound.dispatch.MessageReport.StartedRun;
import io.jenkins.plugins.ansibleevents.engine.inbound.queue.Message;
import io.jenkins.plugins.ansibleevents.engine.inbound.queue.MessageQueue;
import io.jenkins.plugins.ansibleevents.engine.inbound.queue.MessageState;
import io.jenkins.plugins.ansibleevents.engine.inbound.queue.MessageStatus;
import io.jenkins.plugins.ansibleevents.engine.inbound.queue.QueueException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * What became of messages: from the journal, which knows their runs and steps, and from the queue, which knows those that
 * nobody has received yet. Safe for use by several threads.
 */
public final class MessageReports {

    /** The states of a message, in the order of its life. */
    public static final List<String> STATES = List.of(
            MessageJournal.QUEUED,
            MessageJournal.SCHEDULED,
            MessageJournal.RUNNING,
            MessageJournal.DONE,
            MessageJournal.FILTERED,
            MessageJournal.DEAD,
            MessageJournal.DROPPED,
            MessageJournal.INTERRUPTED);

    private static final Logger LOGGER = Logger.getLogger(MessageReports.class.getName());

    /** Reading so many takes some tenths of a second. */
    private static final int LOOKED_AT = 10_000;

    private final MessageQueue queue;
    private final MessageJournal journal;
    private final JournalProgress progress;

    MessageReports(MessageQueue queue, MessageJournal journal, JournalProgress progress) {
        this.queue = queue;
        this.journal = journal;
        this.progress = progress;
    }

    /**
     * Some of the newest messages.
     *
     * @param rows newest first
     * @param counts how many of the messages that were looked at are in which state, of {@link #STATES}
     * @param lookedAt at how many messages; there may be older ones
     * @param matching how many of them are wanted
     */
    public record Page(List<MessageReport> rows, Map<String, Integer> counts, int lookedAt, int matching) {}

    /**
     * The newest messages.
     *
     * @param state only those in this state; empty for all
     * @param most rows
     */
    public Page newest(String state, int most) {
        var ids = new LinkedHashSet<>(waiting(most));
        ids.addAll(journal.newest(LOOKED_AT));
        var counts = new LinkedHashMap<String, Integer>();
        var found = new ArrayList<MessageReport>();
        for (String id : ids) {
            report(id).ifPresent(report -> {
                counts.merge(report.state(), 1, Integer::sum);
                if (state.isEmpty() || state.equals(report.state())) {
                    found.add(report);
                }
            });
        }
        List<MessageReport> rows = found.stream()
                .sorted(Comparator.comparing(MessageReport::received)
                        .thenComparing(MessageReport::id)
                        .reversed())
                .limit(most)
                .toList();
        return new Page(rows, counts, ids.size(), found.size());
    }

    /** The oldest messages that wait in the queue, which the journal may not know yet. */
    private Set<String> waiting(int most) {
        var ids = new LinkedHashSet<String>();
        for (MessageState state : List.of(MessageState.QUEUED, MessageState.DELAYED)) {
            try {
                queue.list(state, most).forEach(status -> ids.add(status.id()));
            } catch (QueueException e) {
                LOGGER.log(Level.FINE, "the queue does not list its messages", e);
            }
        }
        return ids;
    }

    /** One message; empty when neither queue nor journal know it any more. */
    public Optional<MessageReport> report(String id) {
        Optional<JournalEntry> entry = journal.entry(id);
        Optional<MessageStatus> status = progress.status(id);
        if (entry.isEmpty() && status.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(report(
                id, entry.orElseGet(() -> JournalEntry.of(status.orElseThrow().endpoint(), 0)), status));
    }

    private MessageReport report(String id, JournalEntry noted, Optional<MessageStatus> status) {
        boolean isNoted = !noted.state().isEmpty();
        Optional<MessageStatus> right = status.filter(s -> !isNoted || JournalProgress.isQueueRight(s));
        JournalEntry entry = noted.origin().equals(JournalEntry.Origin.UNKNOWN) ? withOrigin(id, noted) : noted;
        Instant since = right.map(MessageStatus::since).orElse(entry.since());
        return new MessageReport(
                id,
                entry.endpoint(),
                entry.origin().sender(),
                // A message of somebody else says nothing about that.
                entry.origin().received().equals(Instant.EPOCH)
                        ? since
                        : entry.origin().received(),
                right.map(s -> JournalProgress.word(s.state())).orElseGet(() -> progress.state(entry)),
                since,
                entry.tries(),
                status.map(MessageStatus::reason).filter(why -> !why.isEmpty()).orElse(entry.reason()),
                runs(entry),
                entry.steps().all());
    }

    private JournalEntry withOrigin(String id, JournalEntry entry) {
        return message(id)
                .map(message -> entry.from(JournalEntry.Origin.of(message)))
                .orElse(entry);
    }

    /** The message itself, while the queue has it. */
    public Optional<Message> message(String id) {
        try {
            return queue.message(id);
        } catch (QueueException e) {
            LOGGER.log(Level.FINE, "the queue does not show message " + id, e);
            return Optional.empty();
        }
    }

    /** Elements of one message that were combined share a run. */
    private List<StartedRun> runs(JournalEntry entry) {
        return entry.runs().values().stream()
                .filter(JournalEntry.NotedRun::hasBegun)
                .map(run -> new StartedRun(run.rule(), run.run(), progress.state(run)))
                .distinct()
                .toList();
    }

    /** Notes that a person has put a dead letter back into the queue. */
    public void putBack(Message message, String who) {
        journal.putBack(message, who);
    }

    /** Notes that a person has dropped a dead letter. */
    public void dropped(Message message, String who) {
        journal.dropped(message, who);
    }
}
