package io.jenkins.plugins.ansibleevents.engine.view;

import com.fasterxml.jackson.core.JsonGenerator;
import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.ansibleevents.engine.event.EventLine;
import io.jenkins.plugins.ansibleevents.engine.index.IndexEvent;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** {@code events}: a page of the events that fit a query, and where the next page begins. */
final class EventsDocument implements Document {

    /** Bytes of lines that one answer searches, while others wait; the next one goes on behind them. */
    private static final long SEARCHED = 32L << 20;

    /** A longer line is listed without its text. */
    private static final int LINE = 256 << 10;

    @Override
    public Set<String> parameters() {
        return EventQuery.PARAMETERS;
    }

    /** The events of a page; {@code next} is the counter behind which the next page begins, or 0. */
    record Page(List<IndexEvent> events, int next) {}

    @Override
    public void write(Run run, Parameters parameters, JsonGenerator json) throws IOException, ViewException {
        Page page = find(run, EventQuery.of(parameters));
        json.writeArrayFieldStart("lines");
        for (IndexEvent event : page.events()) {
            line(run, event, json);
        }
        json.writeEndArray();
        if (page.next() == 0) {
            json.writeNullField("next");
        } else {
            json.writeNumberField("next", page.next());
        }
    }

    static Page find(Run run, EventQuery query) throws IOException {
        var found = new ArrayList<IndexEvent>();
        var next = new int[1];
        try (var search = new LineSearch(run.files(), query.text(), SEARCHED)) {
            run.scan(query.after() + 1, event -> {
                if (query.fits(event, run.model()) && search.finds(event)) {
                    if (found.size() == query.limit()) {
                        next[0] = found.get(found.size() - 1).counter();
                        return false;
                    }
                    found.add(event);
                }
                if (search.isTired()) {
                    next[0] = event.counter();
                    return false;
                }
                return true;
            });
        }
        return new Page(found, next[0]);
    }

    static void line(Run run, IndexEvent event, JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeNumberField("counter", event.counter());
        json.writeStringField("type", event.type());
        json.writeNumberField("at", event.at());
        number("host", event.host(), json);
        number("task", event.task(), json);
        json.writeStringField("state", EventQuery.stateOf(event, run.model()));
        number("took", event.type().equals("runner_on_start") ? -1 : event.took(), json);
        json.writeStringField("text", text(run, event));
        json.writeEndObject();
    }

    private static @CheckForNull String text(Run run, IndexEvent event) throws IOException {
        if (event.message() >= 0 && event.host() >= 0) {
            return run.model().message(event.message(), event.host());
        }
        EventLine line = event.length() > LINE ? null : run.lines().event(event);
        return line == null ? null : EventText.of(line);
    }

    private static void number(String name, int number, JsonGenerator json) throws IOException {
        if (number < 0) {
            json.writeNullField(name);
        } else {
            json.writeNumberField(name, number);
        }
    }
}
