package io.jenkins.plugins.ansibleevents.engine.view;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import io.jenkins.plugins.ansibleevents.engine.event.EventLine;
import io.jenkins.plugins.ansibleevents.engine.event.Quantity;
import io.jenkins.plugins.ansibleevents.engine.index.IndexEvent;
import io.jenkins.plugins.ansibleevents.engine.record.RunDirectory;
import java.io.IOException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;

/** The documents of a run in one object, for a page that has no server to ask; large ones are cut, and it says so. */
final class Embedding {

    private final Run run;
    private final EmbedLimits limits;
    private final JsonGenerator json;
    private final List<String> leftOut = new ArrayList<>();

    private Embedding(Run run, EmbedLimits limits, JsonGenerator json) {
        this.run = run;
        this.limits = limits;
        this.json = json;
    }

    static void write(Run run, EmbedLimits limits, JsonGenerator json) throws IOException {
        new Embedding(run, limits, json).write();
    }

    private void write() throws IOException {
        json.writeStartObject();
        document("hosts", () -> new HostsDocument().write(run, Parameters.NONE, json));
        document("tasks", () -> new TasksDocument().write(run, Parameters.NONE, json));
        BitSet shown = cells();
        document("failures", this::failures);
        document("changes", this::changes);
        document("remarks", () -> remarks());
        List<IndexEvent> events = events(shown);
        document("events", () -> list(events));
        json.writeObjectFieldStart("detail");
        details(events);
        json.writeEndObject();
        document("output", this::output);
        document("summary", () -> SummaryDocument.write(run, leftOut, json)); // the last one: it says what was left out
        json.writeEndObject();
    }

    private interface Body {
        void write() throws IOException;
    }

    private void document(String name, Body body) throws IOException {
        json.writeObjectFieldStart(name);
        json.writeNumberField("version", RunView.VERSION);
        json.writeNumberField("events", run.model().events());
        body.write();
        json.writeEndObject();
    }

    /** Writes {@code cells} and {@code times}, and returns the hosts whose times are there. */
    private BitSet cells() throws IOException {
        long hosts = run.model().hosts().size();
        long tasks = Math.max(1, run.model().tasks().size());
        boolean fit = hosts * tasks <= limits.cells();
        document("cells", () -> CellsDocument.write(run.model(), fit ? (int) hosts : 0, json));
        if (!fit) {
            leftOut.add("the matrix of " + Quantity.of(hosts, "host") + " and " + Quantity.of(tasks, "task"));
        }
        BitSet worst = worst(limits.times() / tasks);
        document("times", () -> TimesDocument.write(run.model(), 0, (int) hosts, worst, json));
        if (worst.cardinality() < hosts) {
            leftOut.add("the times of " + Quantity.of(hosts - worst.cardinality(), "host") + " without failures");
        }
        return worst;
    }

    /** So many hosts, the worst of them first. */
    private BitSet worst(long most) {
        var hosts = new BitSet();
        run.model().hosts().stream()
                .sorted(Comparator.comparing(HostView::state)
                        .thenComparing(host ->
                                host.numbers().rescued() + host.numbers().ignored() > 0 ? 0 : 1))
                .limit(most)
                .forEach(host -> hosts.set(host.number()));
        return hosts;
    }

    private void failures() throws IOException {
        var text = new Budget(limits.text());
        int cut = FailuresDocument.write(run, limits.failures(), text, json);
        tell(cut, "group", " of equal failures");
        tell(text.refused(), "text", " of failures");
    }

    private void changes() throws IOException {
        var text = new Budget(limits.text());
        int cut = ChangesDocument.write(run, limits.changes(), text, json);
        tell(cut, "group", " of equal changes");
        tell(text.refused(), "diff", "");
    }

    private void remarks() throws IOException {
        int cut = RemarksDocument.write(run, limits.remarks(), json);
        tell(cut, "warning", "");
    }

    private void tell(long cut, String what, String of) {
        if (cut > 0) {
            leftOut.add(Quantity.of(cut, what) + of);
        }
    }

    /** All events of a short run; of a long one those of some hosts. */
    private List<IndexEvent> events(BitSet hosts) throws IOException {
        var found = new ArrayList<IndexEvent>();
        boolean all = run.model().events() <= limits.events();
        BitSet wanted = all ? hosts : fewer(hosts);
        run.scan(0, event -> {
            if (all
                    || event.host() >= 0
                            && wanted.get(event.host())
                            && EventQuery.stateOf(event, run.model()) != null) {
                found.add(event);
            }
            return found.size() < limits.events();
        });
        long rest = run.model().events() - found.size();
        if (rest > 0) {
            leftOut.add("the list of " + Quantity.of(rest, "event") + "; " + RunDirectory.EVENTS + " has them all");
        }
        return found;
    }

    /** The worst hosts whose results are not too many. */
    private BitSet fewer(BitSet hosts) {
        long most = limits.events() / Math.max(1, run.model().tasks().size());
        BitSet few = worst(most);
        few.and(hosts);
        return few;
    }

    private void list(List<IndexEvent> events) throws IOException {
        json.writeArrayFieldStart("lines");
        for (IndexEvent event : events) {
            EventsDocument.line(run, event, json);
        }
        json.writeEndArray();
        json.writeNullField("next");
    }

    private void details(List<IndexEvent> events) throws IOException {
        var bytes = new Budget(limits.detailBytes());
        int large = 0;
        for (IndexEvent event : chosen(events).values()) {
            EventLine line = event.length() > limits.detailSize() || !bytes.take(event.length())
                    ? null
                    : run.lines().event(event);
            if (line != null) {
                json.writeFieldName(Integer.toString(event.counter()));
                try (JsonParser parser = DocumentJson.FACTORY.createParser(line.toBytes())) {
                    parser.nextToken();
                    json.copyCurrentStructure(parser);
                }
            } else {
                large++;
            }
        }
        tell(large, "whole result", " that is large, or one too many");
    }

    /** The events that are there as a whole: the first of each group of failures, other failures, then from the first on. */
    private TreeMap<Integer, IndexEvent> chosen(List<IndexEvent> events) throws IOException {
        Set<Integer> counters = new LinkedHashSet<>();
        List<FailureGroup> groups = FailureGroup.of(run.model());
        groups.forEach(group -> counters.add(group.first().counter()));
        groups.forEach(group -> group.failures().forEach(failure -> counters.add(failure.counter())));
        events.forEach(event -> counters.add(event.counter()));
        var wanted = new LinkedHashSet<Integer>();
        counters.stream().limit(limits.details()).forEach(wanted::add);
        var found = new TreeMap<Integer, IndexEvent>();
        if (!wanted.isEmpty()) {
            run.scan(wanted.stream().mapToInt(Integer::intValue).min().orElseThrow(), event -> {
                if (wanted.contains(event.counter())) {
                    found.put(event.counter(), event);
                }
                return found.size() < wanted.size();
            });
        }
        return found;
    }

    private void output() throws IOException {
        run.output().refresh();
        int written = OutputDocument.lines(run, 1, limits.output(), limits.outputText(), json);
        tell(run.output().total() - written, "line", " of Ansible's output");
    }
}
