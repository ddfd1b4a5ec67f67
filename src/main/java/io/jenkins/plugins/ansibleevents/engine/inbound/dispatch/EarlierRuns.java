package io.jenkins.plugins.ansibleevents.engine.inbound.dispatch;

import io.jenkins.plugins.ansibleevents.engine.inbound.MessageLog;
import io.jenkins.plugins.ansibleevents.engine.inbound.queue.Lease;
import io.jenkins.plugins.ansibleevents.engine.inbound.rule.Acknowledge;
import io.jenkins.plugins.ansibleevents.engine.inbound.rule.Match;
import io.jenkins.plugins.ansibleevents.engine.inbound.rule.OnInterrupted;
import java.util.Optional;

/**
 * Decides about a match of a message that may be redelivered: by the run that was begun for it, and how far that came.
 */
final class EarlierRuns {

    /** The decision about a match. */
    enum Decision {
        /** No run was begun for it: it waits for its turn. */
        BEGIN,
        /** Its run is begun again. */
        BEGIN_AGAIN,
        /** It is done. */
        SETTLED,
        /** Its run was cut off, and a person decides. */
        DEAD
    }

    private final MessageJournal journal;
    private final RunStarter starter;
    private final int maxAttempts;

    /**
     * Decides.
     *
     * @param maxAttempts how often a run may be begun for one match
     */
    EarlierRuns(MessageJournal journal, RunStarter starter, int maxAttempts) {
        this.journal = journal;
        this.starter = starter;
        this.maxAttempts = maxAttempts;
    }

    /** Decides, and notes the end of an earlier run. */
    Decision decision(Lease lease, Match match) {
        Optional<JournalEntry.NotedRun> known = journal.run(lease.id(), match);
        if (known.isEmpty() || !known.get().wasAskedFor()) {
            return Decision.BEGIN;
        }
        JournalEntry.NotedRun run = known.get();
        if (!run.ended() && journal.isOfThisProcess(run) && !run.wasInterrupted()) {
            return match.rule().acknowledge() == Acknowledge.STARTED ? Decision.SETTLED : Decision.BEGIN;
        }
        if (run.ended() && run.state().equals(MessageJournal.INTERRUPTED)) {
            // It was a dead letter by that, and somebody has put it back.
            return match.rule().onInterrupted() == OnInterrupted.DROP ? Decision.SETTLED : Decision.BEGIN_AGAIN;
        }
        return run.ended() ? decision(match, run.successful()) : unended(lease, match, run);
    }

    private static Decision decision(Match match, boolean successful) {
        boolean isDone = successful || match.rule().acknowledge() != Acknowledge.SUCCESSFUL;
        return isDone ? Decision.SETTLED : Decision.BEGIN;
    }

    /** The journal does not know its end: its process was killed. */
    private Decision unended(Lease lease, Match match, JournalEntry.NotedRun run) {
        EarlierRun found = run.wasInterrupted() ? EarlierRun.CUT_OFF : starter.earlier(run.rule(), run.run());
        return switch (found.kind()) {
            case ENDED -> {
                journal.ended(lease.id(), match, run.run(), found.status(), found.successful());
                MessageLog.ended(run.rule(), run.run(), found.status());
                yield decision(match, found.successful());
            }
            case GOES_ON -> match.rule().acknowledge() == Acknowledge.STARTED ? Decision.SETTLED : Decision.BEGIN;
            case UNKNOWN -> {
                if (run.hasBegun()) {
                    yield cutOff(lease, match, run);
                }
                journal.notBegun(lease.id(), match);
                yield Decision.BEGIN;
            }
            case CUT_OFF -> cutOff(lease, match, run);
        };
    }

    private Decision cutOff(Lease lease, Match match, JournalEntry.NotedRun run) {
        boolean again = match.rule().onInterrupted() == OnInterrupted.AGAIN && run.tries() < maxAttempts;
        MessageLog.interrupted(run.rule(), run.run(), again);
        if (again) {
            journal.interrupted(lease.id(), match, run.run());
            return Decision.BEGIN_AGAIN;
        }
        journal.ended(lease.id(), match, run.run(), MessageJournal.INTERRUPTED, false);
        return match.rule().onInterrupted() == OnInterrupted.DROP ? Decision.SETTLED : Decision.DEAD;
    }

    /** Why a match is {@link Decision#DEAD}, in one sentence. */
    String reason(Lease lease, Match match) {
        return reason(journal.run(lease.id(), match).orElseThrow());
    }

    static String reason(JournalEntry.NotedRun run) {
        String times = run.tries() > 1 ? ", begun " + run.tries() + " times" : "";
        return "rule " + run.rule() + ": run " + run.run() + " was cut off by the end of the process" + times;
    }
}
