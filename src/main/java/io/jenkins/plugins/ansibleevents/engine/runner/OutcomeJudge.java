package io.jenkins.plugins.ansibleevents.engine.runner;

import io.jenkins.plugins.ansibleevents.engine.event.HostFailures;
import io.jenkins.plugins.ansibleevents.engine.playbook.NeededFile;
import io.jenkins.plugins.ansibleevents.engine.playbook.PlaybookRequest;
import io.jenkins.plugins.ansibleevents.engine.playbook.Selection;
import io.jenkins.plugins.ansibleevents.engine.playbook.SshKey;
import io.jenkins.plugins.ansibleevents.engine.runner.RunOutcome.Kind;
import java.util.ArrayList;
import java.util.List;

/** Describes in words how Ansible has ended. */
final class OutcomeJudge {

    /** ansible-core's exit codes, {@code ansible.cli.ExitCode} and {@code TaskQueueManager}. */
    private static final int SUCCESS = 0;

    private static final int HOSTS_FAILED = 2;
    private static final int UNREACHABLE_OR_PARSER = 4;
    private static final int BAD_OPTIONS = 5;
    private static final int NOT_UNICODE = 6;
    private static final int INTERRUPTED = 99;
    private static final int UNEXPECTED = 250;

    /** The text of {@code askpass.sh} when the passphrase is missing, or asked for once more. */
    private static final String NO_PASSPHRASE = "no passphrase to give";

    /** The exit code of {@code ansible_events_hosts.py}. */
    private static final int NO_HOST = 78;

    private static final int BY_SIGNAL = 128;

    private final ProgramEnd end;
    private final PlaybookRequest request;
    private final RunTally tally;
    private final List<NeededFile> needed;

    private OutcomeJudge(ProgramEnd end, PlaybookRequest request, RunTally tally, List<NeededFile> needed) {
        this.end = end;
        this.request = request;
        this.tally = tally;
        this.needed = needed;
    }

    /** @param needed the files that the launch script has looked for, in its order */
    static RunOutcome of(ProgramEnd end, PlaybookRequest request, RunTally tally, List<NeededFile> needed) {
        return new OutcomeJudge(end, request, tally, needed).outcome();
    }

    private RunOutcome outcome() {
        return switch (end.cause()) {
            case ENDED -> ended(end.number());
            case PROGRAM_MISSING -> missing();
            case NO_DIRECTORY ->
                notStarted("the directory " + end.detail() + " cannot be entered on the host of the run");
            case NO_AGENT ->
                notStarted("ssh-agent, which holds the SSH keys, is not on PATH (" + end.detail()
                        + "); install the OpenSSH client");
            case KEY_REFUSED -> keyRefused();
            case FILE_MISSING -> notStarted(needed.get(end.number()).missing(end.detail()));
            case NOT_BEGUN ->
                notStarted("nothing could be started on the host of the run, or in its container (exit code "
                        + end.number() + "); the output says why");
            case NEVER_BEGUN ->
                notStarted("nothing was run: the program that started the run was ended before Ansible began;"
                        + " start it again");
            case SCRIPT_KILLED ->
                new RunOutcome(
                        Kind.CRASHED,
                        "the process that holds Ansible was ended from outside (exit code " + end.number() + ")");
        };
    }

    private RunOutcome ended(int rc) {
        if (tally.nothingDone()
                || tally.error().contains("hosts to target")
                || tally.error().contains("any hosts")) {
            return noHosts();
        }
        if (rc == NO_HOST && !request.selection().mustBeHosts().isEmpty() && !tally.hasPlayed()) {
            return limitRefused(tally.error());
        }
        if (rc == SUCCESS && tally.nothingLeft()) {
            return nothingRan();
        }
        if (rc == SUCCESS) {
            return new RunOutcome(Kind.SUCCESSFUL, "successful");
        }
        if (!tally.unreachable().isEmpty()) {
            return new RunOutcome(Kind.HOSTS_UNREACHABLE, unreachable());
        }
        if (!tally.failed().isEmpty()) {
            return new RunOutcome(Kind.HOSTS_FAILED, failed());
        }
        return ansibleError(rc);
    }

    private RunOutcome noHosts() {
        if (!request.selection().mustBeHosts().isEmpty() && !tally.hasPlayed()) {
            return limitRefused("the limit \"" + request.selection().limit() + "\" names no host of the inventory");
        }
        String limit = request.selection().limit();
        String unread = tally.unreadInventories().isEmpty()
                ? ""
                : "Ansible could not read " + String.join(", ", tally.unreadInventories()) + " as an inventory; ";
        return new RunOutcome(
                Kind.NO_HOSTS_MATCHED,
                "no host matched, nothing was done; " + unread + "look at the inventory, at the hosts of the plays"
                        + (limit == null ? "" : " and at the limit \"" + limit + "\""));
    }

    private RunOutcome nothingRan() {
        Selection selection = request.selection();
        var chosen = new ArrayList<String>();
        if (!selection.tags().isEmpty()) {
            chosen.add("tags \"" + String.join(",", selection.tags()) + "\"");
        }
        if (!selection.skipTags().isEmpty()) {
            chosen.add("skipped tags \"" + String.join(",", selection.skipTags()) + "\"");
        }
        if (selection.startAtTask() != null) {
            chosen.add("start at task \"" + selection.startAtTask() + "\"");
        }
        String by = chosen.isEmpty() ? "the tags in force" : String.join(", ", chosen);
        return new RunOutcome(
                Kind.NOTHING_RAN,
                "no task was run: the plays have hosts and tasks, and " + by
                        + (chosen.size() > 1 ? " together" : "") + " left none; ansible-playbook --list-tasks"
                        + " shows the tasks with their tags");
    }

    private static RunOutcome limitRefused(String problem) {
        return new RunOutcome(
                Kind.LIMIT_REFUSED,
                problem + "; nothing was done. Only hosts may be named here unless limitGroups is true");
    }

    private String unreachable() {
        return because("unreachable: " + hosts(tally.unreachable()), tally.unreachableReason())
                + (tally.failed().isEmpty() ? "" : "; " + failed())
                + hostKeys();
    }

    private String failed() {
        return because("tasks failed on " + hosts(tally.failed()), tally.failedReason());
    }

    private static String because(String what, String reason) {
        return reason.isEmpty() ? what : what + ": " + reason;
    }

    /** Advice about host keys, because it is not obvious on a machine where nobody answers ssh's questions. */
    private String hostKeys() {
        List<String> names = tally.hostKeys();
        return names.isEmpty()
                ? ""
                : "; the SSH host key of " + hosts(names)
                        + " is unknown or has changed: add it to known_hosts of the user"
                        + " that runs Ansible, for example by ssh-keyscan, or switch host key checking off";
    }

    private String hosts(List<String> names) {
        return HostFailures.names(names) + " (" + names.size() + " of " + tally.hosts() + ")";
    }

    private RunOutcome ansibleError(int rc) {
        String program = request.work().program();
        if (rc > BY_SIGNAL && rc != UNEXPECTED) {
            return new RunOutcome(Kind.CRASHED, program + " was ended by signal " + (rc - BY_SIGNAL));
        }
        return switch (rc) {
            case UNREACHABLE_OR_PARSER -> withError(Kind.PARSE_ERROR, "a file cannot be used");
            case BAD_OPTIONS -> withError(Kind.BAD_OPTIONS, "Ansible refused its options");
            case NOT_UNICODE -> withError(Kind.BAD_OPTIONS, "Ansible's options are not text in UTF-8");
            case INTERRUPTED -> new RunOutcome(Kind.CRASHED, program + " was interrupted from outside (SIGINT)");
            case HOSTS_FAILED ->
                tally.hasPlayed()
                        ? withError(Kind.HOSTS_FAILED, "tasks failed")
                        : withError(Kind.BAD_OPTIONS, "Ansible refused its options");
            case UNEXPECTED -> withError(Kind.CRASHED, program + " met an error it did not expect");
            default -> withError(Kind.ANSIBLE_ERROR, program + " ended with " + rc);
        };
    }

    private RunOutcome withError(Kind kind, String sentence) {
        String error = tally.error();
        return new RunOutcome(kind, error.isEmpty() ? sentence + "; see its output" : sentence + ": " + error);
    }

    private RunOutcome missing() {
        String program = request.work().program();
        String installation = request.surroundings().installation();
        String where = installation == null
                ? "on PATH (" + end.detail() + "); install ansible-core or name the directory it is in"
                : "in " + installation + " or its bin directory; name the directory it is in";
        return new RunOutcome(Kind.EXECUTABLE_MISSING, program + " was not found " + where);
    }

    private RunOutcome keyRefused() {
        SshKey key = request.connection().keys().get(end.number());
        if (!end.detail().contains(NO_PASSPHRASE)) {
            return notStarted("the SSH key " + key.name() + " cannot be loaded: " + end.detail());
        }
        return notStarted(
                key.passphrase() == null
                        ? "the SSH key " + key.name() + " is protected by a passphrase, and none is given; give it"
                                + " where the key is given: in env/passwords as the answer to \"Enter passphrase for\","
                                + " in Jenkins with the credential"
                        : "the passphrase that is given for the SSH key " + key.name() + " is wrong");
    }

    private static RunOutcome notStarted(String sentence) {
        return new RunOutcome(Kind.NOT_STARTED, sentence);
    }
}
