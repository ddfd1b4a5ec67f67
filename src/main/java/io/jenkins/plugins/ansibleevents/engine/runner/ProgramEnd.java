package io.jenkins.plugins.ansibleevents.engine.runner;

import java.util.Arrays;

/**
 * The launch script's report about the end.
 *
 * @param cause the reason
 * @param number the exit code for {@link Cause#ENDED}, {@link Cause#SCRIPT_KILLED}, {@link Cause#NOT_ISOLATED} or
 *     {@link Cause#NOT_BEGUN}, the place of the key for {@link Cause#KEY_REFUSED}, of the file for {@link Cause#FILE_MISSING}, of the expression for
 *     {@link Cause#EXPRESSION_REFUSED}; 1 for a prompt that was answered in vain, 0 for one that was not answered
 * @param detail PATH, directory, file, prompt or the text of a program; may be empty
 */
record ProgramEnd(Cause cause, int number, String detail) {

    /** The run's exit code, with 127 for a missing program as in a shell. */
    int exitCode() {
        return switch (cause) {
            case ENDED, SCRIPT_KILLED, NOT_BEGUN, NOT_ISOLATED -> number;
            case PROGRAM_MISSING, ENGINE_MISSING -> 127;
            case NEVER_BEGUN,
                    NO_DIRECTORY,
                    NO_AGENT,
                    KEY_REFUSED,
                    FILE_MISSING,
                    NO_PYTHON,
                    EXPRESSION_REFUSED,
                    PROMPT_UNANSWERED -> 1;
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
        /** There is no Python to answer prompts with. */
        NO_PYTHON('t'),
        /** The expression for a prompt is none. */
        EXPRESSION_REFUSED('e'),
        /** Nobody answers a prompt, or it comes again whatever is answered. */
        PROMPT_UNANSWERED('q'),
        /** The program that makes the container or the sandbox is not there. */
        ENGINE_MISSING('g'),
        /** The container or the sandbox could not be made, or has ended before Ansible began. */
        NOT_ISOLATED('c'),
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
