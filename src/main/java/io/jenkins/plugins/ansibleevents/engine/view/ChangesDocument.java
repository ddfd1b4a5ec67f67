package io.jenkins.plugins.ansibleevents.engine.view;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.List;

/** {@code changes}: what the run has changed, grouped by task and equal diff. */
final class ChangesDocument implements Document {

    /** Characters of all diffs. */
    private static final int ALL_TEXT = 4 << 20;

    /** Groups in a document. */
    static final int GROUPS = 500;

    @Override
    public void write(Run run, Parameters parameters, JsonGenerator json) throws IOException {
        write(run, GROUPS, new Budget(ALL_TEXT), json);
    }

    /** Writes so many groups at most, with as many diffs as there is room for, and returns how many groups are left out. */
    static int write(Run run, int most, Budget text, JsonGenerator json) throws IOException {
        List<Changes.Group> groups = Changes.of(run.model());
        int cut = Math.max(0, groups.size() - most);
        json.writeArrayFieldStart("groups");
        for (Changes.Group group : groups.subList(0, groups.size() - cut)) {
            group(run, group, text, json);
        }
        json.writeEndArray();
        json.writeNumberField("cut", cut);
        return cut;
    }

    private static void group(Run run, Changes.Group group, Budget text, JsonGenerator json) throws IOException {
        int first = group.hosts().get(0);
        json.writeStartObject();
        json.writeNumberField("task", group.task());
        json.writeArrayFieldStart("hosts");
        for (int host : group.hosts()) {
            json.writeNumber(host);
        }
        json.writeEndArray();
        json.writeNumberField(
                "counter", run.model().tasks().get(group.task()).cells().counter(first));
        String diff = Changes.diff(run, group.task(), first);
        json.writeStringField("diff", diff == null || !text.take(diff.length()) ? null : diff);
        json.writeEndObject();
    }
}
