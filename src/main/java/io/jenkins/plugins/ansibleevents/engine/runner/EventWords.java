package io.jenkins.plugins.ansibleevents.engine.runner;

import io.jenkins.plugins.ansibleevents.engine.secret.FormatWords;
import java.util.Set;

/**
 * The words of an event's format that redaction leaves alone, so that no secret makes an event unreadable: a password
 * {@code host} or {@code changed} is masked in people's text, but not in the format ({@code docs/events.md}).
 */
final class EventWords {

    static final FormatWords WORDS = new FormatWords(
            Set.of(
                    // the envelope
                    "uuid",
                    "counter",
                    "stdout",
                    "start_line",
                    "end_line",
                    "runner_ident",
                    "event",
                    "pid",
                    "created",
                    "parent_uuid",
                    "event_data",
                    "verbosity",
                    // event_data
                    "playbook",
                    "playbook_uuid",
                    "play",
                    "play_uuid",
                    "play_pattern",
                    "task",
                    "task_uuid",
                    "task_action",
                    "resolved_action",
                    "task_args",
                    "task_path",
                    "role",
                    "resolved_role",
                    "host",
                    "remote_addr",
                    "res",
                    "start",
                    "end",
                    "duration",
                    "event_loop",
                    "ignore_errors",
                    "is_conditional",
                    "handler",
                    "name",
                    "pattern",
                    // statistics
                    "changed",
                    "dark",
                    "failures",
                    "ignored",
                    "ok",
                    "processed",
                    "rescued",
                    "skipped",
                    "artifact_data",
                    // results
                    "failed",
                    "unreachable",
                    "msg",
                    "rc",
                    "stderr",
                    "results",
                    "censored",
                    "diff",
                    "_truncated"),
            Set.of(
                    "uuid",
                    "event",
                    "created",
                    "parent_uuid",
                    "playbook_uuid",
                    "play_uuid",
                    "task_uuid",
                    "start",
                    "end"));

    private EventWords() {}
}
