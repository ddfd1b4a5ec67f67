package io.jenkins.plugins.ansibleevents.engine.view;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.BitSet;
import java.util.Set;

/** {@code times}: a lane for each of some hosts, with when it did what. */
final class TimesDocument implements Document {

    /** Lanes of one document. */
    private static final int HOSTS = 1_000;

    @Override
    public Set<String> parameters() {
        return Set.of("from", "to");
    }

    @Override
    public void write(Run run, Parameters parameters, JsonGenerator json) throws IOException, ViewException {
        int hosts = run.model().hosts().size();
        int from = parameters.number("from", 0, 0, Integer.MAX_VALUE);
        int to = parameters.number("to", hosts, 0, Integer.MAX_VALUE);
        int most = (int) Math.min(hosts, (long) from + HOSTS);
        var all = new BitSet();
        all.set(from, Math.max(from, Math.min(to, most)));
        write(run.model(), from, Math.min(to, most), all, json);
    }

    /**
     * Writes the lanes of some hosts.
     *
     * @param to the first host that is left out
     * @param shown hosts whose lanes are not empty
     */
    static void write(RunModel model, int from, int to, BitSet shown, JsonGenerator json) throws IOException {
        json.writeNumberField("from", from);
        json.writeArrayFieldStart("lanes");
        for (int host = from; host < to; host++) {
            json.writeStartArray();
            if (shown.get(host)) {
                for (TaskView task : model.tasks()) {
                    cell(task.number(), task.cells(), host, json);
                }
            }
            json.writeEndArray();
        }
        json.writeEndArray();
    }

    private static void cell(int task, Cells cells, int host, JsonGenerator json) throws IOException {
        char state = cells.state(host);
        if (state == Cells.NOT_RUN) {
            return;
        }
        json.writeStartArray();
        json.writeNumber(task);
        json.writeNumber(cells.at(host));
        json.writeNumber(cells.took(host));
        json.writeString(String.valueOf(state));
        json.writeNumber(cells.counter(host));
        json.writeNumber(cells.waited(host));
        json.writeEndArray();
    }
}
