package io.jenkins.plugins.ansibleevents.engine.inbound.dispatch;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.ansibleevents.engine.inbound.MessageProgress;
import io.jenkins.plugins.ansibleevents.engine.inbound.queue.MessageQueue;
import io.jenkins.plugins.ansibleevents.engine.inbound.queue.MessageState;
import io.jenkins.plugins.ansibleevents.engine.inbound.queue.MessageStatus;
import io.jenkins.plugins.ansibleevents.engine.inbound.queue.QueueException;
import io.jenkins.plugins.ansibleevents.engine.inbound.request.Answer;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * The status of a message from the queue, which knows where it is, and the journal, which knows its runs. Where
 * the queue cannot be asked, or does not know single messages, the journal alone answers. Safe for use by several
 * threads.
 */
public final class JournalProgress implements MessageProgress {

    private static final Logger LOGGER = Logger.getLogger(JournalProgress.class.getName());

    private final MessageQueue queue;
    private final MessageJournal journal;
    private final BiFunction<String, String, EarlierRun> earlier;

    /**
     * Answers from this queue and this journal.
     *
     * @param earlier finds runs that an earlier process has begun, as {@link RunStarter#earlier}
     */
    public JournalProgress(MessageQueue queue, MessageJournal journal, BiFunction<String, String, EarlierRun> earlier) {
        this.queue = queue;
        this.journal = journal;
        this.earlier = earlier;
    }

    @Override
    public void accepted(String endpoint, String messageId) {
        if (!queue.remembersDeliveries()) {
            // A broker does not report single messages.
            journal.accepted(messageId, endpoint);
        }
    }

    @Override
    public Optional<ObjectNode> of(String endpoint, String messageId) {
        Optional<JournalEntry> entry = journal.entry(messageId);
        Optional<MessageStatus> status = status(messageId);
        // A message that only the queue knows belongs to an endpoint, too; one without an endpoint is not shown to
        // anybody.
        Optional<String> owner = entry.map(JournalEntry::endpoint).or(() -> status.map(MessageStatus::endpoint));
        if (!owner.equals(Optional.of(endpoint))) {
            return Optional.empty();
        }
        ObjectNode answer = Answer.json().put("id", messageId);
        entry.ifPresent(e -> copy(e, answer));
        status.ifPresent(s -> merge(s, answer));
        return Optional.of(answer);
    }

    /** As the queue knows it; empty when it does not. */
    Optional<MessageStatus> status(String id) {
        try {
            return queue.status(id);
        } catch (QueueException e) {
            LOGGER.log(Level.FINE, "the queue does not tell about " + id, e);
            return Optional.empty();
        }
    }

    private void copy(JournalEntry entry, ObjectNode answer) {
        answer.put("state", state(entry)).put("since", entry.since().toString()).put("attempts", entry.tries());
        if (!entry.reason().isEmpty()) {
            answer.put("reason", entry.reason());
        }
        ArrayNode runs = answer.putArray("runs");
        // Elements of one message that were combined share a run.
        entry.runs().values().stream()
                .filter(JournalEntry.NotedRun::hasBegun)
                .map(run -> Answer.json()
                        .put("rule", run.rule())
                        .put("run", run.run())
                        .put("state", state(run)))
                .distinct()
                .forEach(runs::add);
    }

    /** A message whose runs an earlier process has left unended is not running for ever. */
    String state(JournalEntry entry) {
        boolean runs = entry.runs().values().stream()
                .anyMatch(run -> !run.ended() && state(run).equals(MessageJournal.RUNNING));
        return entry.state().equals(MessageJournal.RUNNING) && !runs
                ? entry.allEnded() ? MessageJournal.DONE : MessageJournal.INTERRUPTED
                : entry.state();
    }

    /** Of a run that an earlier process left unended, the starter may know more. */
    String state(JournalEntry.NotedRun run) {
        if (run.ended() || journal.isOfThisProcess(run)) {
            return run.state();
        }
        EarlierRun found = earlier.apply(run.rule(), run.run());
        return switch (found.kind()) {
            case ENDED -> found.status();
            case GOES_ON -> MessageJournal.RUNNING;
            default -> MessageJournal.INTERRUPTED;
        };
    }

    /** The queue is right about the end of a message, the journal about the time before. */
    static boolean isQueueRight(MessageStatus status) {
        return status.state() != MessageState.LEASED && status.state() != MessageState.DONE;
    }

    private static void merge(MessageStatus status, ObjectNode answer) {
        if (isQueueRight(status) || !answer.has("state")) {
            answer.put("state", word(status.state()))
                    .put("since", status.since().toString());
        }
        if (!answer.has("attempts")) {
            answer.put("attempts", 0);
        }
        answer.put("acknowledged", status.state() == MessageState.DONE);
        if (!status.reason().isEmpty()) {
            answer.put("reason", status.reason());
        }
    }

    static String word(MessageState state) {
        return switch (state) {
            case QUEUED, DELAYED -> MessageJournal.QUEUED;
            case LEASED -> MessageJournal.SCHEDULED;
            case DONE -> MessageJournal.DONE;
            case DEAD -> MessageJournal.DEAD;
            case DROPPED -> MessageJournal.DROPPED;
        };
    }
}
