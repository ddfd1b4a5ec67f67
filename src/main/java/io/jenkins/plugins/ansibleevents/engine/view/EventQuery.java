package io.jenkins.plugins.ansibleevents.engine.view;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.ansibleevents.engine.event.EventType;
import io.jenkins.plugins.ansibleevents.engine.index.IndexEvent;
import java.util.Set;

/**
 * Which events of a run somebody wants to see.
 *
 * @param host number of the host, or -1 for any
 * @param task number of the task, or -1 for any
 * @param state word of the state; empty for any
 * @param type type of the event; empty for any
 * @param results whether only results fit: no starts, no items of loops
 * @param text what the line has in it, in upper or lower case; empty for anything
 * @param after counter behind which they are
 * @param limit how many
 */
record EventQuery(int host, int task, String state, String type, boolean results, String text, int after, int limit) {

    static final Set<String> PARAMETERS = Set.of("host", "task", "state", "type", "results", "text", "after", "limit");

    static final int MOST = 1_000;

    static EventQuery of(Parameters parameters) throws ViewException {
        return new EventQuery(
                parameters.number("host", -1, 0, Integer.MAX_VALUE),
                parameters.number("task", -1, 0, Integer.MAX_VALUE),
                parameters.text("state"),
                parameters.text("type"),
                parameters.text("results").equals("true"),
                parameters.text("text"),
                parameters.number("after", 0, 0, Integer.MAX_VALUE),
                parameters.number("limit", MOST, 1, MOST));
    }

    /** Whether the index alone does not rule out the event. */
    boolean fits(IndexEvent event, RunModel model) {
        return (host < 0 || event.host() == host)
                && (task < 0 || event.task() == task)
                && (type.isEmpty() || event.type().equals(type))
                && (!results || EventType.isResult(event.type()))
                && (state.isEmpty() || state.equals(stateOf(event, model)));
    }

    /** The word of the state of an event, of a result as it turned out; null of events that have none. */
    static @CheckForNull String stateOf(IndexEvent event, RunModel model) {
        ResultState state = model.state(event);
        return state == null ? null : state.word();
    }
}
