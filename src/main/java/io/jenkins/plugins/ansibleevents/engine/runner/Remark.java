package io.jenkins.plugins.ansibleevents.engine.runner;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.ansibleevents.engine.event.EventFormatException;
import io.jenkins.plugins.ansibleevents.engine.text.AnsiCodes;
import java.io.IOException;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * A warning, a deprecation or an error in the words of Ansible's display. It may be part of the text of an event of any
 * type, or of none.
 *
 * @param kind the kind, from its first words
 * @param text all of it, with its colours, without the line ends around it
 * @param own whether no event of the stdout callback has it: then it is about the run, not about a task
 */
public record Remark(Kind kind, String text, boolean own) {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Map<String, Kind> BEGINNINGS = Map.of(
            "[WARNING]: ", Kind.WARNING,
            "[DEPRECATION WARNING]: ", Kind.DEPRECATION,
            "[ERROR]: ", Kind.ERROR,
            "ERROR! ", Kind.ERROR);

    /** Errors of the command line and its parser, from before Ansible's display is there. */
    private static final Pattern BEFORE_DISPLAY = Pattern.compile("(?:[\\w-]+: error|ERROR): .*");

    public enum Kind {
        WARNING,
        DEPRECATION,
        ERROR
    }

    /** The kind of remark that a line begins; null for any other line. */
    public static @CheckForNull Kind begunBy(String line) {
        String plain = AnsiCodes.removed(line);
        for (Map.Entry<String, Kind> beginning : BEGINNINGS.entrySet()) {
            if (plain.startsWith(beginning.getKey())) {
                return beginning.getValue();
            }
        }
        return BEFORE_DISPLAY.matcher(plain).matches() ? Kind.ERROR : null;
    }

    /** Reads a line of kind {@code W} of our callback's record: {@code {"text": ..., "own": true}}. */
    static Remark fromJson(byte[] json) throws EventFormatException {
        try {
            JsonNode tree = JSON.readTree(json);
            String text = tree.path("text").asText().strip();
            Kind kind = begunBy(text);
            if (kind == null) {
                throw new EventFormatException("not a remark");
            }
            return new Remark(kind, text, tree.path("own").asBoolean());
        } catch (IOException e) {
            throw new EventFormatException("not a remark", e);
        }
    }
}
