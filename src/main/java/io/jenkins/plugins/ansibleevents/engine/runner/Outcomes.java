package io.jenkins.plugins.ansibleevents.engine.runner;

import io.jenkins.plugins.ansibleevents.engine.playbook.PlaybookRequest;
import io.jenkins.plugins.ansibleevents.engine.runner.RunOutcome.Kind;

/** Says in words how Ansible ended. */
final class Outcomes {

    private Outcomes() {}

    static RunOutcome of(ProgramEnd end, PlaybookRequest request) {
        return switch (end.cause()) {
            case ENDED -> ended(end.number());
            case PROGRAM_MISSING -> missing(end, request);
            case NO_DIRECTORY ->
                notStarted("the directory " + request.surroundings().directory()
                        + " cannot be entered on the host of the run");
            case NO_AGENT ->
                notStarted("ssh-agent, which holds the SSH keys, is not on PATH (" + end.detail()
                        + "); install the OpenSSH client");
            case KEY_REFUSED -> keyRefused(end, request);
            case SCRIPT_KILLED ->
                new RunOutcome(Kind.CRASHED, "the launch script was killed (exit code " + end.number() + ")");
        };
    }

    private static RunOutcome ended(int rc) {
        return switch (rc) {
            case 0 -> new RunOutcome(Kind.SUCCESSFUL, "successful");
            case 2 -> new RunOutcome(Kind.HOSTS_FAILED, "tasks failed");
            case 4 -> new RunOutcome(Kind.HOSTS_UNREACHABLE, "hosts are unreachable");
            case 5 -> new RunOutcome(Kind.BAD_OPTIONS, "Ansible refused its options");
            default -> new RunOutcome(Kind.ANSIBLE_ERROR, "Ansible ended with " + rc);
        };
    }

    private static RunOutcome missing(ProgramEnd end, PlaybookRequest request) {
        String program = request.work().program();
        String installation = request.surroundings().installation();
        String where = installation == null
                ? "on PATH (" + end.detail() + "); install ansible-core or name the directory it is in"
                : "in " + installation + " or its bin directory; name the directory it is in";
        return new RunOutcome(Kind.EXECUTABLE_MISSING, program + " was not found " + where);
    }

    private static RunOutcome keyRefused(ProgramEnd end, PlaybookRequest request) {
        String name = request.connection().keys().get(end.number()).name();
        return notStarted("the SSH key " + name + " cannot be loaded: " + end.detail());
    }

    private static RunOutcome notStarted(String sentence) {
        return new RunOutcome(Kind.NOT_STARTED, sentence);
    }
}
