package io.jenkins.plugins.ansibleevents.engine.runner;

/**
 * How a run ended, finer than its status and rc.
 *
 * @param kind for programs
 * @param sentence for people: what happened, and the next step where there is one; redacted
 */
public record RunOutcome(Kind kind, String sentence) {

    /** The ways a run can end. */
    public enum Kind {
        /** Every task went well, or its failure was rescued or ignored. */
        SUCCESSFUL,
        /** Ansible ended well, but no host matched: nothing was done. */
        NO_HOSTS_MATCHED,
        /** Ansible ended well, but tags or the task to start at left no task of the plays: none was run. */
        NOTHING_RAN,
        /** The limit may name hosts of the inventory only, and one of its names is no host: nothing was done. */
        LIMIT_REFUSED,
        /** Tasks failed on hosts. */
        HOSTS_FAILED,
        /** Hosts could not be reached (some may also have failed). */
        HOSTS_UNREACHABLE,
        /** A playbook, role or variable file cannot be parsed, or names something that does not exist. */
        PARSE_ERROR,
        /** Ansible refused its command line. */
        BAD_OPTIONS,
        /** Something was asked to which no answer was given, or only wrong ones. */
        PROMPT_UNANSWERED,
        /** Another error of Ansible, which is in its output. */
        ANSIBLE_ERROR,
        /** Ansible was ended by a signal or by an error that it did not expect. */
        CRASHED,
        /** The program is missing. */
        EXECUTABLE_MISSING,
        /** The run could not be prepared: directory, key, agent, host. */
        NOT_STARTED,
        /** The host of the run stopped answering while Ansible ran; the fate of Ansible is not known. */
        HOST_LOST,
        /** Somebody canceled the run. */
        CANCELED,
        /** The run took longer than the job timeout. */
        JOB_TIMEOUT,
        /** There was no output and no event for the length of the idle timeout. */
        IDLE_TIMEOUT,
        /** {@link RunHandle#fail} was called. */
        STOPPED
    }
}
