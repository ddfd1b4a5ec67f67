package io.jenkins.plugins.ansibleevents.engine.event;

import java.util.List;
import java.util.Map;

/**
 * A change of {@link RunStatus}, as ansible-runner tells it to status handlers: {@code {"status": ..., "runner_ident":
 * ...}}, and for {@link RunStatus#STARTING} also {@code command}, {@code env} and {@code cwd}.
 *
 * @param status what the run has become
 * @param runnerIdent the run's ident
 * @param command the redacted command line; empty unless starting
 * @param env the environment variables on the allow-list, redacted; empty unless starting
 * @param cwd the working directory; empty unless starting
 */
public record StatusEvent(
        RunStatus status, String runnerIdent, List<String> command, Map<String, String> env, String cwd) {

    public StatusEvent {
        command = List.copyOf(command);
        env = Map.copyOf(env);
    }

    /** A status without the particulars of {@code starting}. */
    public static StatusEvent of(RunStatus status, String runnerIdent) {
        return new StatusEvent(status, runnerIdent, List.of(), Map.of(), "");
    }
}
