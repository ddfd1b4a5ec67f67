package io.jenkins.plugins.ansibleevents.cli;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.ansibleevents.engine.event.EventHead;
import io.jenkins.plugins.ansibleevents.engine.event.EventType;
import io.jenkins.plugins.ansibleevents.engine.runner.Progress;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.Pattern;

/** How far a run is, drawn from its events and from what Ansible knows in advance. Not for use by several threads. */
final class RunProgress {

    private static final Progress UNKNOWN = new Progress(0, 0, 0);

    /** The end of a play's uuid when the play is started again, for the next batch of a serial play. */
    private static final Pattern BATCH = Pattern.compile("_\\d+$");

    /** How many characters of a task's name stay beside a long name of a play. */
    private static final int SHORT_NAME = 20;

    private int plays;
    private int play;
    private int task;
    private Progress place = UNKNOWN;
    private Progress nextPlace = UNKNOWN;
    private String playName = "";
    private String taskName = "";
    private String playUuid = "";
    private final Set<String> hosts = new HashSet<>();
    private final Set<String> changed = new HashSet<>();
    private final Set<String> failed = new HashSet<>();
    private final Set<String> unreachable = new HashSet<>();
    private boolean rescued;

    /** @param plays number of plays in the run's playbooks, 0 when it is not known */
    RunProgress(int plays) {
        this.plays = plays;
    }

    /** The place of the task that starts next; Ansible's number of plays replaces that of the files. */
    void place(Progress next) {
        if (next.rescued()) {
            rescued = true;
            return;
        }
        if (next.nothingLeft()) {
            return;
        }
        plays = next.plays() > 0 ? next.plays() : plays;
        nextPlace = next;
    }

    void event(EventHead head) {
        switch (head.event()) {
            case EventType.PLAYBOOK_ON_PLAY_START -> play(head);
            case EventType.PLAYBOOK_ON_TASK_START -> task(head);
            case EventType.RUNNER_ON_OK -> host(head, head.changed() ? changed : hosts);
            case EventType.RUNNER_ON_FAILED -> failure(head);
            case EventType.RUNNER_ON_UNREACHABLE -> host(head, unreachable);
            case EventType.RUNNER_ON_START -> unreachable.remove(orEmpty(head.host())); // it was ignored
            default -> {
                // Other events do not move a run on.
            }
        }
    }

    private void play(EventHead head) {
        String uuid = BATCH.matcher(orEmpty(head.playUuid())).replaceFirst("");
        if (!uuid.equals(playUuid)) {
            play++;
        }
        playUuid = uuid;
        playName = orEmpty(head.play());
        taskName = "";
        task = 0;
        place = UNKNOWN;
    }

    private void task(EventHead head) {
        task++;
        place = nextPlace;
        nextPlace = UNKNOWN;
        taskName = orEmpty(head.task());
    }

    private void failure(EventHead head) {
        host(head, head.ignoreErrors() || rescued ? hosts : failed);
        rescued = false;
    }

    private void host(EventHead head, Set<String> state) {
        hosts.add(orEmpty(head.host()));
        state.add(orEmpty(head.host()));
    }

    private static String orEmpty(@CheckForNull String text) {
        return text == null ? "" : text;
    }

    /**
     * For example {@code play 2/3 Web tier, task 5/12 Copy: hosts 4 ok, 2 changed, 1 failed}. Where that is too long, the
     * name of the task is shortened, then that of the play; the counts are always there.
     *
     * @param columns the longest text, in columns of the terminal
     */
    String inWords(int columns) {
        if (play == 0) {
            return "starting";
        }
        String before = "play " + play + (plays >= play ? "/" + plays : "") + " ";
        String between = taskName.isEmpty() ? "" : ", task " + whichTask() + " ";
        String behind = ": " + counts();
        int room = columns - Columns.of(before) - Columns.of(between) - Columns.of(behind);
        String task =
                Columns.shortened(taskName, Math.max(room - Columns.of(playName), Math.min(room / 2, SHORT_NAME)));
        return before + Columns.shortened(playName, room - Columns.of(task)) + between + task + behind;
    }

    private String whichTask() {
        return place.knowsTask() ? place.task() + "/" + place.tasks() : String.valueOf(task);
    }

    private String counts() {
        int good = (int) hosts.stream()
                .filter(host -> isGood(host) && !changed.contains(host))
                .count();
        int moved = (int) changed.stream().filter(this::isGood).count();
        int away = (int)
                unreachable.stream().filter(host -> !failed.contains(host)).count();
        return "hosts " + good + " ok, " + moved + " changed, " + failed.size() + " failed"
                + (away > 0 ? ", " + away + " unreachable" : "");
    }

    private boolean isGood(String host) {
        return !failed.contains(host) && !unreachable.contains(host);
    }
}
