package io.jenkins.plugins.ansibleevents.engine.runner;

import java.util.Arrays;

/**
 * What the launch script says about the end.
 *
 * @param cause why
 * @param number the exit code when {@link Cause#ENDED}, {@link Cause#SCRIPT_KILLED} or {@link
 *     Cause#NOT_BEGUN}, the key's place for
 *     {@link Cause#KEY_REFUSED}
 * @param detail PATH, directory or what ssh-add said; may be empty
 */
record ProgramEnd(Cause cause, int number, String detail) {

    /** The run's exit code, with 127 for a missing program as a shell has it. */
    int exitCode() {
        return switch (cause) {
            case ENDED, SCRIPT_KILLED, NOT_BEGUN -> number;
            case PROGRAM_MISSING -> 127;
            case NO_DIRECTORY, NO_AGENT, KEY_REFUSED -> 1;
        };
    }

    enum Cause {
        ENDED('x'),
        PROGRAM_MISSING('m'),
        NO_DIRECTORY('d'),
        NO_AGENT('a'),
        KEY_REFUSED('k'),
        /** The script never began: what leads to it, into a container for example, failed. */
        NOT_BEGUN('r'),
        /** The script itself was killed and has said nothing. */
        SCRIPT_KILLED('\0');

        private final char letter;

        Cause(char letter) {
            this.letter = letter;
        }

        static Cause of(char letter) {
            return Arrays.stream(values())
                    .filter(cause -> cause.letter == letter)
                    .findFirst()
                    .orElse(SCRIPT_KILLED);
        }
    }
}
