package io.jenkins.plugins.ansibleevents.webhook.trigger;

import hudson.model.Job;
import hudson.model.Run;
import io.jenkins.plugins.ansibleevents.engine.inbound.dispatch.Action;
import io.jenkins.plugins.ansibleevents.engine.inbound.queue.Message;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Finds the build that an earlier process, or an earlier attempt, started for the same messages. Builds carry the ids of
 * their messages, so this needs no index that a crash could leave behind; only messages that somebody may have had in
 * hand before are looked up, and only among builds that are not older than they are.
 */
final class KnownBuilds {

    /** How far the clock of a gateway in front of the queue may be away. */
    private static final Duration CLOCKS = Duration.ofMinutes(5);

    /** Builds looked at; loading one from disk takes a millisecond or so. */
    private static final int MOST = 1_000;

    private final Instant processStart = Instant.now();

    Optional<Run<?, ?>> find(Job<?, ?> job, Action action) {
        Instant oldest = action.messages().stream()
                .map(message -> message.received().orElse(Instant.EPOCH))
                .min(Instant::compareTo)
                .orElse(Instant.EPOCH);
        if (action.attempt() == 1 && oldest.isAfter(processStart)) {
            return Optional.empty();
        }
        return find(job, action, oldest.minus(CLOCKS).toEpochMilli());
    }

    private static Optional<Run<?, ?>> find(Job<?, ?> job, Action action, long notBefore) {
        String key = WebhookMessagesAction.keyOf(action);
        List<String> ids = action.messages().stream().map(Message::id).toList();
        int looked = 0;
        for (Run<?, ?> build : job.getBuilds()) {
            if (build.getTimeInMillis() < notBefore || ++looked > MOST) {
                return Optional.empty();
            }
            WebhookMessagesAction known = build.getAction(WebhookMessagesAction.class);
            if (known != null && (known.key().equals(key) || ids.size() > 1 && known.holdsAll(ids))) {
                return Optional.of(build);
            }
        }
        return Optional.empty();
    }
}
