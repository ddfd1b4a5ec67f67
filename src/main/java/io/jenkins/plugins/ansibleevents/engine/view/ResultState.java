package io.jenkins.plugins.ansibleevents.engine.view;

import java.util.Locale;

/**
 * How a task ended on a host, the worst first. Each result counts once: an ignored failure is not ok here, a changed result
 * is not ok either; {@code docs/events.md}, "How hosts and results are counted".
 */
public enum ResultState {
    /** The task failed and the host left the play. */
    FAILED('f'),
    /** The host could not be reached. */
    UNREACHABLE('u'),
    /** The task failed and a rescue section took over. */
    RESCUED('r'),
    /** The task failed, or the host could not be reached, and the playbook ignores it. */
    IGNORED('i'),
    CHANGED('c'),
    OK('o'),
    SKIPPED('s');

    private final char letter;

    ResultState(char letter) {
        this.letter = letter;
    }

    /** The letter in the documents {@code cells} and {@code times}. */
    public char letter() {
        return letter;
    }

    /** The name in documents, for example {@code failed}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whether the result is a failure that counts, neither rescued nor ignored. */
    public boolean isBad() {
        return this == FAILED || this == UNREACHABLE;
    }

    static ResultState ofLetter(char letter) {
        for (ResultState state : values()) {
            if (state.letter == letter) {
                return state;
            }
        }
        throw new IllegalArgumentException("no state has the letter " + letter);
    }
}
