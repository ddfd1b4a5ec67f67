package io.jenkins.plugins.ansibleevents.engine.event;

import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Names of ansible-runner's events. An event with another name is recorded and sent, too. */
public final class EventType {

    public static final String PLAYBOOK_ON_START = "playbook_on_start";
    public static final String PLAYBOOK_ON_PLAY_START = "playbook_on_play_start";
    public static final String PLAYBOOK_ON_TASK_START = "playbook_on_task_start";
    public static final String PLAYBOOK_ON_STATS = "playbook_on_stats";
    public static final String RUNNER_ON_START = "runner_on_start";
    public static final String RUNNER_ON_OK = "runner_on_ok";
    public static final String RUNNER_ON_FAILED = "runner_on_failed";
    public static final String RUNNER_ON_SKIPPED = "runner_on_skipped";
    public static final String RUNNER_ON_UNREACHABLE = "runner_on_unreachable";
    public static final String VERBOSE = "verbose";

    /** Every name that is known, sorted. */
    public static final Set<String> KNOWN = sorted(List.of(
            PLAYBOOK_ON_START,
            PLAYBOOK_ON_PLAY_START,
            PLAYBOOK_ON_TASK_START,
            PLAYBOOK_ON_STATS,
            "playbook_on_vars_prompt",
            "playbook_on_include",
            "playbook_on_no_hosts_matched",
            "playbook_on_no_hosts_remaining",
            "playbook_on_notify",
            RUNNER_ON_START,
            RUNNER_ON_OK,
            RUNNER_ON_FAILED,
            RUNNER_ON_SKIPPED,
            RUNNER_ON_UNREACHABLE,
            "runner_on_file_diff",
            "runner_item_on_ok",
            "runner_item_on_failed",
            "runner_item_on_skipped",
            "runner_retry",
            "runner_on_no_hosts",
            "runner_on_async_poll",
            "runner_on_async_ok",
            "runner_on_async_failed",
            VERBOSE,
            "debug",
            "deprecated",
            "warning",
            "system_warning",
            "error"));

    /** Events that no setting can leave out: without them the outcome of a run would be unknown. */
    public static final Set<String> ALWAYS_RECORDED = sorted(List.of(
            PLAYBOOK_ON_START, PLAYBOOK_ON_PLAY_START, PLAYBOOK_ON_STATS, RUNNER_ON_FAILED, RUNNER_ON_UNREACHABLE));

    private EventType() {}

    /** Whether events of this name end a task on a host. */
    public static boolean isResult(String name) {
        return switch (name) {
            case RUNNER_ON_OK, RUNNER_ON_FAILED, RUNNER_ON_SKIPPED, RUNNER_ON_UNREACHABLE -> true;
            default -> false;
        };
    }

    private static Set<String> sorted(List<String> names) {
        return Collections.unmodifiableSet(new TreeSet<>(names));
    }
}
