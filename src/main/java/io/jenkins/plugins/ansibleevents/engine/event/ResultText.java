package io.jenkins.plugins.ansibleevents.engine.event;

import com.fasterxml.jackson.databind.JsonNode;
import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.ansibleevents.engine.text.AnsiCodes;
import io.jenkins.plugins.ansibleevents.engine.text.Excerpt;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * The text of a task's result for a person: one line with the reason, and the rest. Results are {@code event_data.res}
 * as modules return them. A value that is missing or of another type counts as empty; nothing is thrown. Secrets are
 * masked before.
 */
public final class ResultText {

    private static final int HEADLINE = 300;

    private static final String EXIT_CODE = "non-zero return code";

    /** Messages without information unless the module's own text follows. */
    private static final List<String> EMPTY_WORDS = List.of(
            EXIT_CODE,
            "MODULE FAILURE",
            "Module result deserialization failed",
            "Error executing command.",
            "One or more items failed",
            "All items completed");

    /** What ansible-core 2.19 and newer say in place of a traceback, unless they are asked for one. */
    private static final String NO_TRACEBACK = "(traceback unavailable)";

    private static final Pattern FAILED = Pattern.compile("^(?:Task failed: )?(?:Module failed: )?(?=\\S)");

    private static final String TRACEBACK = "Traceback (most recent call last)";

    private static final String FAILED_WHEN = "the condition of failed_when is true";

    /** What ssh adds to the output of a module that ran on a terminal. */
    private static final Pattern CLOSED = Pattern.compile("(?:Shared c|C)onnection to \\S+ closed\\.");

    /** What a shell or an interpreter says when a module could not even begin; hints may follow. */
    private static final Pattern COMPLAINT = Pattern.compile(
            "(?i)^(?!.*\\bwarning\\b).*(?:not found|no such file|denied|\\berror\\b|cannot|can't|fault|killed|required)");

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
        String message = message(result);
        if (!saysNothing(message)) {
            return Excerpt.of(message, HEADLINE);
        }
        String detail = detail(result);
        return Excerpt.of(detail.isEmpty() ? bare(message, result) : joined(message, detail), HEADLINE);
    }

    /** What the message says, without the words of ansible-core 2.19 and newer that every failure begins with. */
    private static String said(JsonNode result) {
        return FAILED.matcher(text(result.path("msg"))).replaceFirst("");
    }

    /** The line of the message; where it only says that something was checked, with what was checked. */
    private static String message(JsonNode result) {
        String message = mainLine(said(result));
        String assertion = text(result.path("assertion"));
        if (message.equals("Assertion failed") && !assertion.isEmpty()) {
            return joined(message, firstLine(assertion));
        }
        JsonNode failedWhen = result.path("failed_when_result");
        if (!message.isEmpty() || failedWhen.isMissingNode()) {
            return message;
        }
        if (failedWhen.isTextual()) {
            return joined("failed_when", firstLine(text(failedWhen)));
        }
        String said = detail(result);
        return failedWhen.asBoolean() ? said.isEmpty() ? FAILED_WHEN : joined(FAILED_WHEN, said) : message;
    }

    /** A message that no text explains. */
    private static String bare(String message, JsonNode result) {
        JsonNode code = result.path("rc");
        return message.startsWith(EXIT_CODE) && code.isIntegralNumber() ? message + " " + code.asText() : message;
    }

    private static String joined(String message, String detail) {
        String plain = message.endsWith(".") ? message.substring(0, message.length() - 1) : message;
        return plain.isEmpty() ? detail : plain + ": " + detail;
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
            String line = telling(key, said(result, key));
            if (!line.isEmpty()) {
                return line;
            }
        }
        return "";
    }

    /** The line that says most: Ansible's own reason has the lines of the file behind it, a program ends with it. */
    private static String telling(String key, String text) {
        if (key.equals("reason")) {
            return firstLine(text);
        }
        if (key.startsWith("module_") && !text.contains(TRACEBACK)) {
            return text.lines()
                    .filter(line -> COMPLAINT.matcher(line).find())
                    .findFirst()
                    .map(String::strip)
                    .orElseGet(() -> lastLine(text));
        }
        return lastLine(text);
    }

    /** A text of the result without words that are no part of it. */
    private static String said(JsonNode result, String key) {
        String text = text(result.path(key));
        if (key.equals("module_stderr")) {
            return text.lines()
                    .filter(line -> !CLOSED.matcher(line.strip()).matches())
                    .collect(Collectors.joining("\n"));
        }
        return text.strip().equals(NO_TRACEBACK) ? "" : text;
    }

    /** The first item of a loop that failed; null when there is none. */
    public static @CheckForNull JsonNode failedItem(JsonNode result) {
        return failedItems(result).findFirst().orElse(null);
    }

    private static Stream<JsonNode> failedItems(JsonNode result) {
        return StreamSupport.stream(result.path("results").spliterator(), false)
                .filter(item -> item.path("failed").asBoolean()
                        || item.path("unreachable").asBoolean());
    }

    /** The parts of a failure worth reading, each with its name, in a fixed order. */
    public static List<Part> parts(JsonNode result) {
        var parts = new ArrayList<Part>();
        String message = said(result);
        add(parts, "message", saysNothing(firstLine(message)) ? "" : message);
        add(parts, "assertion", text(result.path("assertion")));
        for (String key : DETAILS) {
            add(parts, key, said(result, key));
        }
        failedItems(result)
                .forEach(item -> add(parts, "item " + text(item.path("_ansible_item_label")), textOfItem(item)));
        return parts;
    }

    /** All that the program of an item said when that was more than a line and is the reason, otherwise the reason. */
    private static String textOfItem(JsonNode item) {
        String said = DETAILS.stream()
                .map(key -> said(item, key).strip())
                .filter(text -> text.contains("\n"))
                .distinct()
                .collect(Collectors.joining("\n"));
        return !said.isEmpty() && saysNothing(message(item)) ? said : headline(item);
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
