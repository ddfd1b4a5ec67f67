package io.jenkins.plugins.ansibleevents.engine.view;

import com.fasterxml.jackson.core.JsonGenerator;
import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.ansibleevents.engine.event.EventType;
import io.jenkins.plugins.ansibleevents.engine.index.IndexEvent;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** {@code output}: lines of what Ansible has displayed, or the numbers of those that have a word. */
final class OutputDocument implements Document {

    private static final int LINES = 5_000;
    private static final int MATCHES = 1_000;

    /** Characters that one answer searches, while others wait; the next one goes on behind them. */
    private static final long SEARCHED = 16L << 20;

    @Override
    public Set<String> parameters() {
        return Set.of("line", "lines", "text");
    }

    @Override
    public void write(Run run, Parameters parameters, JsonGenerator json) throws IOException, ViewException {
        int line = parameters.number("line", 1, 1, Integer.MAX_VALUE);
        int count = parameters.number("lines", 1_000, 1, LINES);
        run.output().refresh();
        if (parameters.has("text")) {
            matches(run, run.output().find(parameters.text("text"), line, MATCHES, SEARCHED), json);
        } else {
            lines(run, line, count, Long.MAX_VALUE, json);
        }
    }

    /** Writes lines up to a number of characters, and returns how many. */
    static int lines(Run run, int line, int count, long characters, JsonGenerator json) throws IOException {
        List<String> lines = run.output().from(line, count);
        long left = characters;
        int written = 0;
        json.writeNumberField("line", line);
        json.writeArrayFieldStart("lines");
        for (String text : lines) {
            left -= text.length();
            if (left < 0) {
                break;
            }
            json.writeString(text);
            written++;
        }
        json.writeEndArray();
        json.writeNumberField("total", run.output().total());
        json.writeArrayFieldStart("results");
        for (IndexEvent result : results(run, line, line + written)) {
            pair(result.line() + 1, result, json);
        }
        json.writeEndArray();
        return written;
    }

    /** The results whose text begins in some lines. */
    private static List<IndexEvent> results(Run run, int from, int to) throws IOException {
        var owners = new Owners(run);
        var found = new ArrayList<IndexEvent>();
        owners.each(from - 1, to - 1, (event, end) -> {
            if (event.line() >= from - 1 && EventType.isResult(event.type())) {
                found.add(event);
            }
        });
        return found;
    }

    private static void matches(Run run, OutputLines.Matches matches, JsonGenerator json) throws IOException {
        List<Integer> lines = matches.lines();
        json.writeArrayFieldStart("matches");
        for (int line : lines) {
            json.writeNumber(line);
        }
        json.writeEndArray();
        json.writeNumberField("total", run.output().total());
        if (matches.next() == 0) {
            json.writeNullField("next");
        } else {
            json.writeNumberField("next", matches.next());
        }
        json.writeArrayFieldStart("results");
        IndexEvent[] owners = owners(run, lines);
        for (int i = 0; i < lines.size(); i++) {
            pair(lines.get(i), owners[i], json);
        }
        json.writeEndArray();
    }

    /** By line the result in whose text it is, or null. */
    private static IndexEvent[] owners(Run run, List<Integer> lines) throws IOException {
        var owners = new IndexEvent[lines.size()];
        if (lines.isEmpty()) {
            return owners;
        }
        var next = new int[1];
        new Owners(run).each(lines.get(0) - 1, lines.get(lines.size() - 1), (event, end) -> {
            for (; next[0] < owners.length && lines.get(next[0]) - 1 < end; next[0]++) {
                boolean isIn = lines.get(next[0]) - 1 >= event.line() && EventType.isResult(event.type());
                owners[next[0]] = isIn ? event : null;
            }
        });
        return owners;
    }

    private static void pair(int line, @CheckForNull IndexEvent result, JsonGenerator json) throws IOException {
        json.writeStartArray();
        json.writeNumber(line);
        if (result == null) {
            json.writeNull();
        } else {
            json.writeNumber(result.counter());
        }
        json.writeEndArray();
    }

    /** Which event shows which lines: up to the first line of the next event that shows some. */
    private record Owners(Run run) {

        private interface Visitor {

            /** @param end the line behind the last one of the event, from 0 */
            void owner(IndexEvent event, int end);
        }

        /** Passes the events that show lines, from 0, of a range. */
        void each(int from, int to, Visitor visitor) throws IOException {
            var last = new IndexEvent[1];
            run.scanFromLine(from, event -> {
                IndexEvent before = last[0];
                if (before != null && event.line() > before.line() && event.line() > from) {
                    visitor.owner(before, event.line());
                }
                last[0] = event;
                return before == null || event.line() <= to;
            });
            IndexEvent before = last[0];
            if (before != null && before.line() < to) {
                visitor.owner(before, Integer.MAX_VALUE);
            }
        }
    }
}
