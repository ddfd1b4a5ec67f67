package io.jenkins.plugins.ansibleevents.cli;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.ansibleevents.engine.event.EventHead;
import io.jenkins.plugins.ansibleevents.engine.runner.Progress;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.Pattern;

/** How far a run is, drawn from its events and from what Ansible knows in advance. Not for use by several threads. */
final class RunProgress {

    private static final Progress UNKNOWN = new Progress(0, 0, 0);

    /** What a play's uuid ends with when it is started again, for the next batch of a serial play. */
    private static final Pattern BATCH = Pattern.compile("_\\d+$");

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

    /** @param plays number of plays of the run as its files tell, 0 when they do not */
    RunProgress(int plays) {
        this.plays = plays;
    }

    /** Where the task stands that starts next; Ansible's number of plays counts more than that of the files. */
    void place(Progress next) {
        plays = next.plays() > 0 ? next.plays() : plays;
        nextPlace = next;
    }

    void event(EventHead head) {
        switch (head.event()) {
            case "playbook_on_play_start" -> play(head);
            case "playbook_on_task_start" -> task(head);
            case "runner_on_ok" -> host(head, head.changed() ? changed : hosts);
            case "runner_on_failed" -> host(head, head.ignoreErrors() ? hosts : failed);
            case "runner_on_unreachable" -> host(head, failed);
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

    private void host(EventHead head, Set<String> state) {
        hosts.add(orEmpty(head.host()));
        state.add(orEmpty(head.host()));
    }

    private static String orEmpty(@CheckForNull String text) {
        return text == null ? "" : text;
    }

    /** For example {@code play 2/3 Web tier, task 5/12 Copy: hosts 4 ok, 2 changed, 1 failed}. */
    String inWords() {
        if (play == 0) {
            return "starting";
        }
        String which = "play " + play + (plays >= play ? "/" + plays : "") + " " + playName;
        String doing = taskName.isEmpty() ? "" : ", task " + whichTask() + " " + taskName;
        return which + doing + ": " + counts();
    }

    private String whichTask() {
        return place.knowsTask() ? place.task() + "/" + place.tasks() : String.valueOf(task);
    }

    private String counts() {
        int good = (int) hosts.stream()
                .filter(host -> !failed.contains(host) && !changed.contains(host))
                .count();
        int moved =
                (int) changed.stream().filter(host -> !failed.contains(host)).count();
        return "hosts " + good + " ok, " + moved + " changed, " + failed.size() + " failed";
    }
}
