package io.jenkins.plugins.ansibleevents.engine.view;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.OutputStream;
import java.util.LinkedHashMap;
import java.util.Map;

/** All documents of a run, by their names; {@code docs/api.md} describes them. */
final class Documents {

    private static final Map<String, Document> ALL = all();

    private Documents() {}

    private static Map<String, Document> all() {
        var documents = new LinkedHashMap<String, Document>();
        documents.put("summary", new SummaryDocument());
        documents.put("hosts", new HostsDocument());
        documents.put("tasks", new TasksDocument());
        documents.put("cells", new CellsDocument());
        documents.put("times", new TimesDocument());
        documents.put("failures", new FailuresDocument());
        documents.put("changes", new ChangesDocument());
        documents.put("remarks", new RemarksDocument());
        documents.put("events", new EventsDocument());
        documents.put("output", new OutputDocument());
        return documents;
    }

    /**
     * Writes a document.
     *
     * @param out gets nothing when this throws {@link ViewException}; stays open
     */
    static void write(Run run, String name, Parameters parameters, OutputStream out) throws IOException, ViewException {
        if (name.equals(EventDocument.NAME)) {
            parameters.only(EventDocument.PARAMETERS);
            EventDocument.write(run, parameters, out);
            return;
        }
        Document document = ALL.get(name);
        if (document == null) {
            throw new ViewException(
                    "there is no document \"" + name + "\", there are " + String.join(", ", ALL.keySet()) + ", "
                            + EventDocument.NAME,
                    true);
        }
        parameters.only(document.parameters());
        JsonGenerator json = DocumentJson.to(out);
        json.writeStartObject();
        json.writeNumberField("version", RunView.VERSION);
        json.writeNumberField("events", run.model().events());
        document.write(run, parameters, json);
        json.writeEndObject();
        json.flush();
    }
}
