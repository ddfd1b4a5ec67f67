package io.jenkins.plugins.ansibleevents.emitter;

import hudson.Extension;
import io.jenkins.plugins.ansibleevents.build.UndeliveredMessages;
import io.jenkins.plugins.ansibleevents.engine.emit.pump.DeliveryReport;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Objects;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/** Says on the page of a build which of its messages wait at which emitter, as long as they do. */
@Extension
@Restricted(NoExternalUse.class)
public final class WaitingMessages implements UndeliveredMessages {

    private static final DateTimeFormatter CLOCK =
            DateTimeFormatter.ofPattern("HH:mm:ss 'UTC'").withZone(ZoneOffset.UTC);

    @Override
    public List<String> undelivered(String ident) {
        return EmitterService.get().all().stream()
                .map(emitter -> sentence(emitter, emitter.left(ident)))
                .filter(Objects::nonNull)
                .toList();
    }

    private static String sentence(LiveEmitter emitter, DeliveryReport left) {
        if (left == null) {
            return null;
        }
        String problem = left.lastProblem() == null ? Messages.WaitingMessages_noProblem() : left.lastProblem();
        return Messages.WaitingMessages_sentence(left.emitter(), left.waiting(), nextTry(emitter), problem);
    }

    /** When what waits at an emitter is tried next, for people. */
    static String nextTry(LiveEmitter emitter) {
        Instant next = SpoolDelivery.get().next();
        return emitter.isSendingSpool() || next.isBefore(Instant.now())
                ? Messages.WaitingMessages_now()
                : CLOCK.format(next);
    }
}
