package io.jenkins.plugins.ansibleevents.engine.report;

import io.jenkins.plugins.ansibleevents.engine.event.EventHead;
import io.jenkins.plugins.ansibleevents.engine.event.EventLine;
import io.jenkins.plugins.ansibleevents.engine.event.ResultText;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The first pass over a run: its suites in order with their counts, which their opening tags must state. */
final class JUnitSuites {

    /** Enough of Ansible's error text to show where a playbook is broken. */
    private static final int ERROR_TEXT = 8_000;

    private final Verdicts verdicts = new Verdicts();
    private final List<Suite> suites = new ArrayList<>();
    private final StringBuilder error = new StringBuilder();
    private boolean failure;

    private JUnitSuites() {}

    static JUnitSuites count(RunEvents events) throws IOException {
        var counted = new JUnitSuites();
        events.each(counted::firstLook);
        counted.verdicts.end();
        events.each(counted::secondLook);
        return counted;
    }

    private void firstLook(EventLine event) throws IOException {
        verdicts.note(event);
        if (event.head().event().equals("error") && error.length() < ERROR_TEXT) {
            error.append(ResultText.plain(event.tree().path("stdout").asText())).append('\n');
        }
    }

    private void secondLook(EventLine event) {
        EventHead head = event.head();
        if (isEmptyPlay(head)) {
            suiteOf(head).add(HostResult.SKIPPED, head);
        } else if (isCase(head)) {
            HostResult outcome = verdicts.of(head);
            failure |= outcome.isBad();
            suiteOf(head).add(outcome, head);
        }
    }

    private Suite suiteOf(EventHead head) {
        if (suites.isEmpty() || !suites.get(suites.size() - 1).holds(head)) {
            suites.add(new Suite(head));
        }
        return suites.get(suites.size() - 1);
    }

    static boolean isCase(EventHead head) {
        return head.isResult();
    }

    static boolean isEmptyPlay(EventHead head) {
        return head.event().equals("playbook_on_no_hosts_matched");
    }

    Verdicts verdicts() {
        return verdicts;
    }

    List<Suite> suites() {
        return suites;
    }

    /** Whether a case shows that the run failed. */
    boolean showFailure() {
        return failure;
    }

    /** The text of Ansible's last error. */
    String lastError() {
        return error.isEmpty() ? "the run failed before any task; see stdout" : error.toString();
    }

    /** One play, from its first case to the first case of the next. */
    static final class Suite {

        private final String name;
        private final @edu.umd.cs.findbugs.annotations.CheckForNull String playUuid;
        private final String timestamp;
        private final Map<HostResult, Integer> counts = new EnumMap<>(HostResult.class);
        private double seconds;

        Suite(EventHead first) {
            this.name = JUnitReport.playOf(first);
            this.playUuid = first.playUuid();
            this.timestamp = first.created().replaceFirst("\\.\\d+.*", "");
        }

        void add(HostResult outcome, EventHead head) {
            counts.merge(outcome, 1, Integer::sum);
            seconds += Double.isNaN(head.duration()) ? 0 : head.duration();
        }

        boolean holds(EventHead head) {
            return Objects.equals(playUuid, head.playUuid());
        }

        String name() {
            return name;
        }

        String timestamp() {
            return timestamp;
        }

        double seconds() {
            return seconds;
        }

        int tests() {
            return counts.values().stream().mapToInt(Integer::intValue).sum();
        }

        int count(HostResult outcome) {
            return counts.getOrDefault(outcome, 0);
        }
    }
}
