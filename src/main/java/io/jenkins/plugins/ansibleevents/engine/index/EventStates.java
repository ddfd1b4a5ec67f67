package io.jenkins.plugins.ansibleevents.engine.index;

import io.jenkins.plugins.ansibleevents.engine.event.EventFormatException;
import io.jenkins.plugins.ansibleevents.engine.event.EventHead;
import io.jenkins.plugins.ansibleevents.engine.event.EventLine;
import io.jenkins.plugins.ansibleevents.engine.event.EventType;
import io.jenkins.plugins.ansibleevents.engine.runner.Remark;

/** What an event says of its host, in a letter. */
final class EventStates {

    static final String FILE_DIFF = "runner_on_file_diff";

    private EventStates() {}

    /** As {@link IndexEvent#state()}. */
    static char of(EventLine line, EventHead head) throws EventFormatException {
        return switch (head.event()) {
            case EventType.RUNNER_ON_OK, "runner_item_on_ok" -> head.changed() ? 'c' : 'o';
            case EventType.RUNNER_ON_FAILED -> ofFailure(head);
            case "runner_item_on_failed" -> 'f';
            case EventType.RUNNER_ON_SKIPPED, "runner_item_on_skipped" -> 's';
            case EventType.RUNNER_ON_UNREACHABLE -> 'u';
            case EventType.RUNNER_ON_START -> '*';
            case "warning", "system_warning" -> 'w';
            case "deprecated" -> 'd';
            case "error" -> 'e';
            case EventType.VERBOSE -> ofText(line);
            default -> '-';
        };
    }

    private static char ofFailure(EventHead head) {
        if (!head.ignoreErrors()) {
            return 'f';
        }
        return head.changed() ? 'I' : 'i';
    }

    /** Ansible's first warnings come before its callbacks, and so as lines of its output. */
    private static char ofText(EventLine line) throws EventFormatException {
        Remark.Kind kind = Remark.begunBy(line.shown());
        if (kind == null) {
            return '-';
        }
        return switch (kind) {
            case WARNING -> 'w';
            case DEPRECATION -> 'd';
            case ERROR -> 'e';
        };
    }

    static boolean isFailure(char state) {
        return state == 'f' || state == 'u' || state == 'i' || state == 'I';
    }
}
