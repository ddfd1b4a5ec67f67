package io.jenkins.plugins.ansibleevents.engine.event;

import com.fasterxml.jackson.databind.JsonNode;
import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.ansibleevents.engine.text.AnsiCodes;
import io.jenkins.plugins.ansibleevents.engine.text.Excerpt;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The text of a task's result for a person: one line with the reason, and the rest. Results are {@code event_data.res}
 * as modules return them. A value that is missing or of another type counts as empty; nothing is thrown. Secrets are
 * masked before.
 */
public final class ResultText {

    private static final int HEADLINE = 300;

    /** Messages without information unless the module's own text follows. */
    private static final List<String> EMPTY_WORDS =
            List.of("non-zero return code", "MODULE FAILURE", "One or more items failed", "All items completed");

    /** Ansible's words before the output of ssh, which may have many lines with the reason at their end. */
    private static final Pattern SSH =
            Pattern.compile("(?:Failed to connect to the host via|Make sure this host can be reached over) ssh: ");

    private static final int LAST_WORDS = 2;

    private static final List<String> DETAILS =
            List.of("stderr", "module_stderr", "stdout", "module_stdout", "exception", "reason");

    private ResultText() {}

    /** The reason of the failure in one line, at most 300 characters; empty when the result has none. */
    public static String headline(JsonNode result) {
        if (result.path("censored").isTextual()) {
            return "hidden by no_log";
        }
        String message = mainLine(text(result.path("msg")));
        if (!saysNothing(message)) {
            return Excerpt.of(message, HEADLINE);
        }
        String detail = detail(result);
        return Excerpt.of(detail.isEmpty() ? message : message.isEmpty() ? detail : message + ": " + detail, HEADLINE);
    }

    /** The first line; for ssh the last two, which come after warnings and banners. */
    private static String mainLine(String message) {
        Matcher ssh = SSH.matcher(message);
        if (!ssh.find()) {
            return firstLine(message);
        }
        List<String> said = message.substring(ssh.end())
                .lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .toList();
        List<String> last = said.subList(Math.max(0, said.size() - LAST_WORDS), said.size());
        return message.substring(0, ssh.end()) + String.join(" ", last);
    }

    private static boolean saysNothing(String message) {
        return message.isEmpty() || EMPTY_WORDS.stream().anyMatch(message::startsWith);
    }

    private static String detail(JsonNode result) {
        JsonNode item = failedItem(result);
        if (item != null) {
            String label = text(item.path("_ansible_item_label"));
            return (label.isEmpty() ? "" : "item " + firstLine(label) + ": ") + headline(item);
        }
        for (String key : DETAILS) {
            String text = text(result.path(key));
            // Ansible's own reason has the lines of the file behind it; a program says the most important at its end.
            String line = key.equals("reason") ? firstLine(text) : lastLine(text);
            if (!line.isEmpty()) {
                return line;
            }
        }
        return "";
    }

    private static @CheckForNull JsonNode failedItem(JsonNode result) {
        for (JsonNode item : result.path("results")) {
            if (item.path("failed").asBoolean() || item.path("unreachable").asBoolean()) {
                return item;
            }
        }
        return null;
    }

    /** The parts of a failure worth reading, each with its name, in a fixed order. */
    public static List<Part> parts(JsonNode result) {
        var parts = new ArrayList<Part>();
        add(parts, "message", text(result.path("msg")));
        for (String key : DETAILS) {
            add(parts, key, text(result.path(key)));
        }
        for (JsonNode item : result.path("results")) {
            if (item.path("failed").asBoolean()) {
                add(parts, "item " + text(item.path("_ansible_item_label")), headline(item));
            }
        }
        return parts;
    }

    /**
     * A named text.
     *
     * @param name its heading
     * @param text its content, colours removed
     */
    public record Part(String name, String text) {}

    private static void add(List<Part> parts, String name, String text) {
        if (!text.isBlank()) {
            parts.add(new Part(name, text.stripTrailing()));
        }
    }

    /** A value as text without colours: strings as they are, lists line by line, the rest as JSON. */
    public static String text(JsonNode value) {
        if (value.isMissingNode() || value.isNull()) {
            return "";
        }
        if (value.isArray()) {
            var lines = new ArrayList<String>();
            value.forEach(line -> lines.add(text(line)));
            return String.join("\n", lines);
        }
        return plain(value.isTextual() ? value.asText() : value.toString());
    }

    /** Text without colours and carriage returns. */
    public static String plain(String text) {
        return AnsiCodes.removed(text).replace("\r\n", "\n");
    }

    private static String firstLine(String text) {
        return text.lines()
                .filter(line -> !line.isBlank())
                .findFirst()
                .orElse("")
                .strip();
    }

    private static String lastLine(String text) {
        return text.lines()
                .filter(line -> !line.isBlank())
                .reduce((a, b) -> b)
                .orElse("")
                .strip();
    }
}
