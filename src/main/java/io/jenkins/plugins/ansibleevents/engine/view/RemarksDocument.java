package io.jenkins.plugins.ansibleevents.engine.view;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.List;

/** {@code remarks}: warnings, deprecations and errors, each text once. */
final class RemarksDocument implements Document {

    @Override
    public void write(Run run, Parameters parameters, JsonGenerator json) throws IOException {
        write(run, Integer.MAX_VALUE, json);
    }

    /** Writes so many at most, and returns how many are left out. */
    static int write(Run run, int most, JsonGenerator json) throws IOException {
        List<RunRemarks.Entry> all = run.remarks().list();
        List<RunRemarks.Entry> shown = all.subList(0, Math.min(all.size(), most));
        int cut = run.remarks().cut() + all.size() - shown.size();
        json.writeArrayFieldStart("remarks");
        for (RunRemarks.Entry remark : shown) {
            json.writeStartObject();
            json.writeStringField("kind", remark.word());
            json.writeStringField("text", remark.text());
            json.writeNumberField("times", remark.times());
            if (remark.counter() == 0) {
                json.writeNullField("counter");
            } else {
                json.writeNumberField("counter", remark.counter());
            }
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeNumberField("cut", cut);
        return cut;
    }
}
