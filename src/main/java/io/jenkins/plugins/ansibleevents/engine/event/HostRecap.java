package io.jenkins.plugins.ansibleevents.engine.event;

import com.fasterxml.jackson.databind.JsonNode;
import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** Counts the results of one host by its events, until Ansible's own numbers settle them. */
final class HostRecap {

    private final String name;
    private final Deque<Recap.Failure> failures = new ArrayDeque<>();
    private int ok;
    private int changed;
    private int unreachable;
    private int failed;
    private int skipped;
    private int rescued;
    private int ignored;
    private double seconds;
    /** The failures among {@code failures} in which the host could not be reached. */
    private final Deque<Recap.Failure> lost = new ArrayDeque<>();

    private final OpenFailures<Recap.Failure> open = new OpenFailures<>();

    HostRecap(String name) {
        this.name = name;
    }

    /** @param names knows the name of the task of the event */
    void add(EventLine event, TaskNames names) {
        EventHead head = event.head();
        open.wentOn();
        seconds += Double.isNaN(head.duration()) ? 0 : head.duration();
        switch (head.event()) {
            case EventType.RUNNER_ON_OK -> good(head.changed());
            case EventType.RUNNER_ON_SKIPPED -> skipped++;
            case EventType.RUNNER_ON_UNREACHABLE -> {
                unreachable++;
                Recap.Failure failure = failure(event, names);
                failures.add(failure);
                lost.add(failure);
            }
            default -> failed(event, names);
        }
    }

    private void good(boolean hasChanged) {
        ok++;
        changed += hasChanged ? 1 : 0;
    }

    private void failed(EventLine event, TaskNames names) {
        if (event.head().ignoreErrors()) {
            ignored++;
            good(event.head().changed());
        } else {
            failed++;
            Recap.Failure failure = failure(event, names);
            failures.add(failure);
            open.failed(failure);
        }
    }

    /** Takes Ansible's numbers; a failure that they do not count as failed has been rescued. */
    void settle(JsonNode stats, List<String> warnings) {
        int failedByEvents = failed;
        int okByEvents = ok;
        ok = count(stats, "ok");
        changed = count(stats, "changed");
        unreachable = count(stats, "dark");
        failed = count(stats, "failures");
        skipped = count(stats, "skipped");
        rescued = count(stats, "rescued");
        ignored = count(stats, "ignored");
        failures.removeAll(open.settle(failed));
        dropIgnoredUnreachable();
        // Ansible also counts some includes and ignored unreachable hosts as ok, for which there is no event.
        if (okByEvents > ok || failedByEvents != failed + rescued) {
            warnings.add("host " + name + ": events tell ok=" + okByEvents + " failed=" + failedByEvents
                    + ", Ansible counts ok=" + ok + " failed=" + failed + " rescued=" + rescued);
        }
    }

    /** Settles, at the end of the run, the failures that no statistics have settled by the events after them. */
    void end() {
        List<Recap.Failure> gone = open.settle();
        failed -= gone.size();
        rescued += gone.size();
        failures.removeAll(gone);
    }

    /** Drops the failures of an unreachable host that the play ignores; only Ansible's number shows that it does. */
    private void dropIgnoredUnreachable() {
        while (lost.size() > unreachable) {
            failures.remove(lost.removeFirst());
        }
    }

    private int count(JsonNode stats, String key) {
        return stats.path(key).path(name).asInt(0);
    }

    Recap.Host host() {
        return new Recap.Host(
                name, ok, changed, unreachable, failed, skipped, rescued, ignored, seconds, failures.peekFirst());
    }

    private static Recap.Failure failure(EventLine event, TaskNames names) {
        EventHead head = event.head();
        return new Recap.Failure(names.of(head), message(event), orEmpty(head.taskPath()), head.counter());
    }

    private static String message(EventLine event) {
        try {
            return ResultText.headline(event.data().path("res"));
        } catch (EventFormatException e) {
            return "";
        }
    }

    private static String orEmpty(@CheckForNull String text) {
        return text == null ? "" : text;
    }
}
