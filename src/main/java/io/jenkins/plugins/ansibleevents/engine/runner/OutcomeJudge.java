package io.jenkins.plugins.ansibleevents.engine.runner;

import io.jenkins.plugins.ansibleevents.engine.event.HostFailures;
import io.jenkins.plugins.ansibleevents.engine.playbook.Container;
import io.jenkins.plugins.ansibleevents.engine.playbook.Isolation;
import io.jenkins.plugins.ansibleevents.engine.playbook.NeededFile;
import io.jenkins.plugins.ansibleevents.engine.playbook.PlaybookRequest;
import io.jenkins.plugins.ansibleevents.engine.playbook.PromptExpression;
import io.jenkins.plugins.ansibleevents.engine.playbook.Selection;
import io.jenkins.plugins.ansibleevents.engine.playbook.SshKey;
import io.jenkins.plugins.ansibleevents.engine.runner.RunOutcome.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

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

    static final String WHERE_ANSWERS_ARE = "(in env/passwords; in Jenkins among the answers to prompts)";

    /** The exit code of {@code ansible_events_hosts.py}. */
    private static final int NO_HOST = 78;

    private static final int BY_SIGNAL = 128;

    /** How podman and docker complain. */
    private static final Pattern WRONG_OPTION =
            Pattern.compile("unknown (shorthand )?flag|flag provided|invalid argument|unrecognized|flag needs");

    private static final Pattern PROBLEM = Pattern.compile("^(Error|docker|bwrap|cp|mkdir|unknown)\\b");

    private static final Pattern NO_IMAGE = Pattern.compile(
            "(?i)pull|registr|/v2/|response body|manifest|did not resolve|no such image|unauthorized|reference format"
                    + "|image not known");

    /** Docker and podman as the client of a daemon; an image is never what is wrong then. */
    private static final Pattern NO_ENGINE = Pattern.compile("(?i)connect to (the docker (daemon|API)|podman)");

    /** Runtimes name the program that the image lacks in different words, and in quotes. */
    private static final Pattern NO_SHELL = Pattern.compile("[\"`']/bin/sh[\"`'].*(no such file|not found)");

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
            case ENGINE_MISSING -> engineMissing();
            case NOT_ISOLATED -> notIsolated();
            case NO_DIRECTORY ->
                notStarted("the directory " + end.detail() + " cannot be entered on the host of the run");
            case NO_AGENT ->
                notStarted("ssh-agent, which holds the SSH keys, is not on PATH" + inside() + " (" + end.detail()
                        + "); install the OpenSSH client" + inside());
            case KEY_REFUSED -> keyRefused();
            case FILE_MISSING ->
                end.number() < needed.size()
                        ? notStarted(needed.get(end.number()).missing(end.detail()))
                        : crashed();
            case NO_PYTHON ->
                notStarted("there are answers to prompts, and no Python to give them with is on PATH (" + end.detail()
                        + "): python3 must start on the host of the run");
            case EXPRESSION_REFUSED ->
                notStarted("the expression for a prompt is not one that Python understands: " + end.detail()
                        + "; correct it " + WHERE_ANSWERS_ARE);
            case PROMPT_UNANSWERED -> new RunOutcome(Kind.PROMPT_UNANSWERED, unanswered());
            case NOT_BEGUN ->
                notStarted("nothing could be started on the host of the run, or in its container (exit code "
                        + end.number() + "); the output says why");
            case NEVER_BEGUN ->
                notStarted("nothing was run: the program that started the run was ended before Ansible began;"
                        + " start it again");
            case SCRIPT_KILLED -> crashed();
        };
    }

    private RunOutcome crashed() {
        return new RunOutcome(
                Kind.CRASHED, "the process that holds Ansible was ended from outside (exit code " + end.number() + ")");
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
                : "in " + installation + " or its bin directory" + inside() + "; name the directory it is in";
        if (installation == null && request.surroundings().isolation() instanceof Container container) {
            where = "in the image " + container.image() + " (PATH " + end.detail()
                    + "); name an image with ansible-core in it";
        }
        return new RunOutcome(Kind.EXECUTABLE_MISSING, program + " was not found " + where);
    }

    private String inside() {
        return request.surroundings().isolation() instanceof Container container
                ? " of the image " + container.image()
                : "";
    }

    private RunOutcome engineMissing() {
        Isolation isolation = request.surroundings().isolation();
        String program = isolation == null ? "" : isolation.program();
        String what = isolation instanceof Container
                ? "; install it, or name another container engine (podman, docker)"
                : "; install it (Debian and Fedora: the package bubblewrap)";
        return new RunOutcome(
                Kind.EXECUTABLE_MISSING,
                program + ", which isolates the run, was not found on PATH (" + end.detail() + ")" + what);
    }

    private RunOutcome notIsolated() {
        String said = problem(end.detail());
        if (request.surroundings().isolation() instanceof Container container) {
            return notStarted("no container of the image " + container.image() + " could be made (exit code "
                    + end.number() + " of " + container.program() + "): " + said + "; " + nextStep(container, said));
        }
        return notStarted("no sandbox could be made (exit code " + end.number() + "): " + said
                + "; look at the paths of the isolation, and whether this user may make namespaces");
    }

    /** The line that says what is wrong: the engine says before it what it tries, and after it where help is. */
    private static String problem(String said) {
        List<String> lines = said.lines().filter(line -> !line.isBlank()).toList();
        if (lines.isEmpty()) {
            return "it said nothing";
        }
        return lines.stream()
                .filter(line -> PROBLEM.matcher(line).find())
                .reduce((first, second) -> second)
                .orElse(lines.get(lines.size() - 1))
                .replaceFirst("\\.$", "");
    }

    private static String nextStep(Container container, String said) {
        if (NO_ENGINE.matcher(said).find()) {
            return "start it, and let the user of the run use it; where the run takes place, this must work: "
                    + container.program() + " info";
        }
        if (NO_SHELL.matcher(said).find()) {
            return "there is no sh in the image; name an image with sh and ansible-core in it";
        }
        if (WRONG_OPTION.matcher(said).find()) {
            return "look at the container options";
        }
        return NO_IMAGE.matcher(said).find()
                ? "look at the name of the image; where the run takes place, this must work: " + container.program()
                        + " pull " + container.image()
                : "look at the image, the mounts and the container options";
    }

    private RunOutcome keyRefused() {
        List<SshKey> keys = request.connection().keys();
        if (end.number() >= keys.size()) {
            return crashed();
        }
        SshKey key = keys.get(end.number());
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

    private String unanswered() {
        if (end.number() > 0) {
            return "the prompt \"" + end.detail()
                    + "\" came again and again although it was answered: correct its answer " + WHERE_ANSWERS_ARE;
        }
        return "nothing answers the prompt \"" + end.detail() + "\": add an answer to \""
                + PromptExpression.quote(end.detail()) + "\" " + WHERE_ANSWERS_ARE;
    }

    private static RunOutcome notStarted(String sentence) {
        return new RunOutcome(Kind.NOT_STARTED, sentence);
    }
}
