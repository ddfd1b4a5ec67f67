package io.jenkins.plugins.ansibleevents.engine.event;

import com.fasterxml.jackson.databind.JsonNode;
import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.util.List;

/** Counts the results of one host by its events, until Ansible's own numbers settle them. */
final class HostRecap {

    private final String name;
    private final HostTally<Recap.Failure> tally = new HostTally<>();
    private long milliseconds;

    HostRecap(String name) {
        this.name = name;
    }

    /** @param names knows the name of the task of the event */
    void add(EventLine event, TaskNames names) {
        EventHead head = event.head();
        milliseconds += Double.isNaN(head.duration()) ? 0 : Math.round(Math.max(0, head.duration()) * 1000);
        switch (head.event()) {
            case EventType.RUNNER_ON_OK -> tally.ok(head.changed());
            case EventType.RUNNER_ON_SKIPPED -> tally.skipped();
            case EventType.RUNNER_ON_UNREACHABLE -> tally.unreachable(failure(event, names));
            default -> {
                if (head.ignoreErrors()) {
                    tally.ignored(head.changed());
                } else {
                    tally.failed(failure(event, names));
                }
            }
        }
    }

    /** Takes Ansible's numbers; a failure that they do not count as failed has been rescued. */
    void settle(JsonNode stats, List<String> warnings) {
        HostTally.Numbers events = tally.numbers();
        var ansible = new HostTally.Numbers(
                count(stats, "ok"),
                count(stats, "changed"),
                count(stats, "dark"),
                count(stats, "failures"),
                count(stats, "skipped"),
                count(stats, "rescued"),
                count(stats, "ignored"));
        tally.settle(ansible);
        // Ansible also counts some includes and ignored unreachable hosts as ok, for which there is no event.
        if (events.ok() > ansible.ok() || events.failed() != ansible.failed() + ansible.rescued()) {
            warnings.add("host " + name + ": events tell ok=" + events.ok() + " failed=" + events.failed()
                    + ", Ansible counts ok=" + ansible.ok() + " failed=" + ansible.failed() + " rescued="
                    + ansible.rescued());
        }
    }

    /** Settles, at the end of the run, the failures that no statistics have settled by the events after them. */
    void end() {
        tally.end();
    }

    private int count(JsonNode stats, String key) {
        return stats.path(key).path(name).asInt(0);
    }

    Recap.Host host() {
        return Recap.Host.of(name, tally.numbers(), milliseconds / 1000.0, tally.firstFailure());
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
