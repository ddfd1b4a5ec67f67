package io.jenkins.plugins.ansibleevents.cli;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.ansibleevents.engine.event.EventHead;
import java.util.HashSet;
import java.util.Set;

/** How far a run is, drawn from its events. Not for use by several threads. */
final class RunProgress {

    private final int plays;
    private int play;
    private int task;
    private String playName = "";
    private String taskName = "";
    private String playUuid = "";
    private final Set<String> hosts = new HashSet<>();
    private final Set<String> changed = new HashSet<>();
    private final Set<String> failed = new HashSet<>();

    /** @param plays number of plays of the run, 0 when it is not known */
    RunProgress(int plays) {
        this.plays = plays;
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
        // The batches of a serial play start it again.
        String uuid = orEmpty(head.playUuid());
        if (!uuid.equals(playUuid)) {
            play++;
        }
        playUuid = uuid;
        playName = orEmpty(head.play());
        taskName = "";
        task = 0;
    }

    private void task(EventHead head) {
        task++;
        taskName = orEmpty(head.task());
    }

    private void host(EventHead head, Set<String> state) {
        hosts.add(orEmpty(head.host()));
        state.add(orEmpty(head.host()));
    }

    private static String orEmpty(@CheckForNull String text) {
        return text == null ? "" : text;
    }

    /** For example {@code play 2/3 Web tier, task 5 Copy: 4 hosts ok, 2 changed, 1 failed}. */
    String inWords() {
        if (play == 0) {
            return "starting";
        }
        String which = "play " + play + (plays >= play ? "/" + plays : "") + " " + playName;
        String doing = taskName.isEmpty() ? "" : ", task " + task + " " + taskName;
        return which + doing + ": " + counts();
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
