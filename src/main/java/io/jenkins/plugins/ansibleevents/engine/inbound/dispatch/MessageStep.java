package io.jenkins.plugins.ansibleevents.engine.inbound.dispatch;

import java.time.Instant;

/**
 * One thing that happened to a message.
 *
 * @param at when, to the millisecond
 * @param detail the run or the rule, a status or a reason, as {@link Kind} says; may be empty
 */
public record MessageStep(Instant at, Kind kind, String detail) {

    /** What happened; {@link MessageStep#detail} is what the comment of each names. */
    public enum Kind {
        /** It waits for a window, for a place or for its run to start: nothing more. */
        WAITS("w"),
        /** A run is asked for: the name of its rule. */
        ASKED("a"),
        /** A run has begun: its name. */
        BEGUN("b"),
        /** A run has ended: its status. */
        ENDED("e"),
        /** It went back into the queue: the reason. */
        RETRIED("r"),
        /** No rule wants it, or a window dropped it: the reason, which is empty for the former. */
        FILTERED("f"),
        /** It became a dead letter: the reason. */
        DEAD("d"),
        /** A dead letter was put back into the queue: who did that. */
        PUT_BACK("p"),
        /** A dead letter was dropped: who did that. */
        DROPPED("x"),
        /** Further steps were not kept: their number. */
        LEFT_OUT("l");

        private final String letter;

        Kind(String letter) {
            this.letter = letter;
        }

        String letter() {
            return letter;
        }

        static Kind of(String letter) {
            for (Kind kind : values()) {
                if (kind.letter.equals(letter)) {
                    return kind;
                }
            }
            throw new IllegalStateException("the journal of messages has an unknown step " + letter);
        }
    }

    /** Longer reasons are cut; the reason of the message itself is whole. */
    private static final int LONGEST = 300;

    static MessageStep of(Instant at, Kind kind, String detail) {
        return new MessageStep(
                Instant.ofEpochMilli(at.toEpochMilli()),
                kind,
                detail.length() > LONGEST ? detail.substring(0, LONGEST) + "..." : detail);
    }
}
