package io.jenkins.plugins.ansibleevents.engine.view;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;

/** {@code cells}: for each task a string with a letter for each host. */
final class CellsDocument implements Document {

    @Override
    public void write(Run run, Parameters parameters, JsonGenerator json) throws IOException {
        write(run.model(), run.model().hosts().size(), json);
    }

    /** Writes the letters of the first hosts. */
    static void write(RunModel model, int hosts, JsonGenerator json) throws IOException {
        json.writeNumberField("hosts", hosts);
        json.writeArrayFieldStart("states");
        char[] letters = new char[hosts];
        for (TaskView task : model.tasks()) {
            for (int host = 0; host < hosts; host++) {
                letters[host] = task.cells().state(host);
            }
            json.writeString(letters, 0, hosts);
        }
        json.writeEndArray();
    }
}
