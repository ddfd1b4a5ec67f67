package io.jenkins.plugins.ansibleevents.engine.runner;

import java.util.Arrays;

/**
 * The launch script's report about the end.
 *
 * @param cause the reason
 * @param number the exit code for {@link Cause#ENDED}, {@link Cause#SCRIPT_KILLED} or {@link Cause#NOT_BEGUN}, the
 *     place of the key for {@link Cause#KEY_REFUSED}, of the file for {@link Cause#FILE_MISSING}
 * @param detail PATH, directory, file or the text of ssh-add; may be empty
 */
record ProgramEnd(Cause cause, int number, String detail) {

    /** The run's exit code, with 127 for a missing program as in a shell. */
    int exitCode() {
        return switch (cause) {
            case ENDED, SCRIPT_KILLED, NOT_BEGUN -> number;
            case PROGRAM_MISSING -> 127;
            case NEVER_BEGUN, NO_DIRECTORY, NO_AGENT, KEY_REFUSED, FILE_MISSING -> 1;
        };
    }

    enum Cause {
        ENDED('x'),
        PROGRAM_MISSING('m'),
        NO_DIRECTORY('d'),
        NO_AGENT('a'),
        KEY_REFUSED('k'),
        /** A file that the request names is not there. */
        FILE_MISSING('f'),
        /** The script never began: the step before it, into a container for example, has failed. */
        NOT_BEGUN('r'),
        /** Whoever started a held run was gone before it had handed over what Ansible needs to begin. */
        NEVER_BEGUN('\0'),
        /** The script itself was killed before it could report. */
        SCRIPT_KILLED('s');

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
