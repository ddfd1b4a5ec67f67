package io.jenkins.plugins.ansibleevents.engine.emit;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.ansibleevents.engine.event.EventLine;
import java.util.Locale;

/**
 * One status or event on its way to a receiver.
 *
 * @param kind status or event
 * @param runIdent the run it belongs to
 * @param sequence an event's counter; for statuses their place among the statuses of the run, from 1
 * @param key the same at every attempt and different for every message: an event's uuid, {@code <ident>-<status>} for
 *     a status
 * @param type the event's type, for example {@code runner_on_ok}, or the status, for example {@code running}
 * @param event the event, or null for a status
 * @param json one JSON object in UTF-8, redacted, as ansible-runner's emitters send it; not copied, so nobody may
 *     change it
 */
public record EmitterMessage(
        Kind kind,
        String runIdent,
        long sequence,
        String key,
        String type,
        @CheckForNull EventLine event,
        byte[] json) {

    /** The two kinds of ansible-runner's handlers. */
    public enum Kind {
        STATUS,
        EVENT;

        /** {@code status} or {@code event}. */
        public String wireName() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public static EmitterMessage ofEvent(String runIdent, EventLine event) {
        return new EmitterMessage(
                Kind.EVENT,
                runIdent,
                event.head().counter(),
                event.head().uuid(),
                event.head().event(),
                event,
                event.toBytes());
    }

    public static EmitterMessage ofStatus(String runIdent, long place, String status, byte[] json) {
        return new EmitterMessage(Kind.STATUS, runIdent, place, runIdent + "-" + status, status, null, json);
    }

    /** The host of an event, or null. */
    public @CheckForNull String host() {
        return event == null ? null : event.head().host();
    }

    /** Words for users: {@code event 17 runner_on_ok} or {@code status running}. */
    public String description() {
        return kind == Kind.EVENT ? "event " + sequence + " " + type : "status " + type;
    }
}
