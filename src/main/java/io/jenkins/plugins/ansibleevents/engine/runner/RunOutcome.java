package io.jenkins.plugins.ansibleevents.engine.runner;

/**
 * How a run ended, finer than its status and rc.
 *
 * @param kind for programs
 * @param sentence for people: what happened, and the next step where there is one; redacted
 * @param advises whether the sentence of hosts that failed says what to do about them, which no count of them does; not
 *     kept in {@code manifest.json}
 */
public record RunOutcome(Kind kind, String sentence, boolean advises) {

    /** An outcome whose kind says enough, or whose sentence nobody would leave out. */
    public RunOutcome(Kind kind, String sentence) {
        this(kind, sentence, false);
    }

    /** The ways a run can end. */
    public enum Kind {
        /** Every task went well, or its failure was rescued or ignored. */
        SUCCESSFUL,
        /** Ansible was content, but no host matched: nothing was done. */
        NO_HOSTS_MATCHED,
        /** The limit named what is no host of the inventory where only hosts may be named: nothing was done. */
        LIMIT_REFUSED,
        /** Tasks failed on hosts. */
        HOSTS_FAILED,
        /** Hosts could not be reached (some may also have failed). */
        HOSTS_UNREACHABLE,
        /** A playbook, role or variable file cannot be parsed, or names what does not exist. */
        PARSE_ERROR,
        /** Ansible refused its command line. */
        BAD_OPTIONS,
        /** Another error of Ansible, said in its output. */
        ANSIBLE_ERROR,
        /** Ansible was ended by a signal or gave up on an error it did not expect. */
        CRASHED,
        /** The program is not there. */
        EXECUTABLE_MISSING,
        /** The run could not be prepared: directory, key, agent, host. */
        NOT_STARTED,
        /** The host of the run did not answer any more while Ansible ran; what became of it is not known. */
        HOST_LOST,
        /** Somebody canceled it. */
        CANCELED,
        /** It took longer than the job timeout. */
        JOB_TIMEOUT,
        /** Nothing happened for as long as the idle timeout. */
        IDLE_TIMEOUT,
        /** {@link RunHandle#fail} was called. */
        STOPPED
    }
}
