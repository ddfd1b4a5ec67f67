package io.jenkins.plugins.ansibleevents.engine.emit.spool;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A small file of one JSON object a line that only grows, each line by one write. A last line that a kill has cut does
 * not count and is removed before the next one is added. Used by one thread at a time.
 */
final class JsonLines {

    static final ObjectMapper JSON = new ObjectMapper();

    private final Path file;
    private boolean repaired;

    JsonLines(Path file) {
        this.file = file;
    }

    List<JsonNode> read() throws IOException {
        var result = new ArrayList<JsonNode>();
        if (Files.exists(file)) {
            for (String line : completePart(Files.readAllBytes(file)).split("\n", -1)) {
                if (!line.isBlank()) {
                    result.add(JSON.readTree(line));
                }
            }
        }
        return result;
    }

    void append(ObjectNode json) throws IOException {
        try (var out = new RandomAccessFile(file.toFile(), "rw")) {
            repair(out);
            out.seek(out.length());
            out.write((json + "\n").getBytes(StandardCharsets.UTF_8));
        }
    }

    private void repair(RandomAccessFile out) throws IOException {
        if (!repaired) {
            out.setLength(completePart(Files.readAllBytes(file)).getBytes(StandardCharsets.UTF_8).length);
            repaired = true;
        }
    }

    private static String completePart(byte[] content) {
        int end = content.length;
        while (end > 0 && content[end - 1] != '\n') {
            end--;
        }
        return new String(content, 0, end, StandardCharsets.UTF_8);
    }
}
