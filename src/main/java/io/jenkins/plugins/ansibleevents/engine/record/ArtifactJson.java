package io.jenkins.plugins.ansibleevents.engine.record;

import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import java.io.IOException;
import java.io.OutputStream;

/** The JSON of the small files of a run directory: indented, a line end at the end. */
final class ArtifactJson {

    static final ObjectMapper MAPPER = new ObjectMapper();

    private static final ObjectWriter WRITER = MAPPER.writer(new DefaultPrettyPrinter());

    private ArtifactJson() {}

    static void write(JsonNode tree, OutputStream out) throws IOException {
        out.write(WRITER.writeValueAsBytes(tree));
        out.write('\n');
    }
}
