package io.jenkins.plugins.ansibleevents.engine.runner;

import io.jenkins.plugins.ansibleevents.engine.text.AnsiCodes;
import io.jenkins.plugins.ansibleevents.engine.text.Excerpt;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An error of Ansible in a line: the problem, and its place in parentheses. Ansible's own text has paragraphs, in a
 * different form for each version; those after the first (the lines of the file, advice) are in its output.
 */
final class ErrorText {

    private static final Pattern BEGINNING = Pattern.compile("^(?:ERROR! |\\[ERROR]: |ERROR: |[\\w-]+: error: )");

    /** Until 2.18: the complaints of two parsers; the second one, behind this line, is the right one. */
    private static final Pattern YAML_PROBLEM =
            Pattern.compile("^Syntax Error while loading YAML\\.\\s+(.+?)(?:\\. .*)?$", Pattern.MULTILINE);

    private static final List<Pattern> PLACES = List.of(
            Pattern.compile("^Origin: (.+?)\\s*$", Pattern.MULTILINE),
            Pattern.compile("The error appears to be in '(.+?)': line (\\d+), column (\\d+)"));

    private static final Pattern FULL_STOP = Pattern.compile("(?<!\\.)\\.$");

    private static final String ADVICE = "If you are using a module";

    /** Most characters of an error of Ansible in a result; the display text has all of it. */
    private static final int MAX_LENGTH = 500;

    private ErrorText() {}

    static String inALine(Remark error) {
        String text = AnsiCodes.removed(error.text()).replace("\r", "");
        String problem = Excerpt.of(problem(text), MAX_LENGTH);
        String place = place(text);
        return place.isEmpty() || problem.contains(place)
                ? problem
                : FULL_STOP.matcher(problem).replaceFirst("") + " (" + place + ")";
    }

    private static String problem(String text) {
        Matcher yaml = YAML_PROBLEM.matcher(text);
        if (yaml.find()) {
            return "YAML parsing failed: " + yaml.group(1).strip();
        }
        return firstParagraph(BEGINNING.matcher(text).replaceFirst(""), text.startsWith("ERROR! "));
    }

    /** Lines up to an empty one; in the older form each is a sentence, with or without a full stop. */
    private static String firstParagraph(String text, boolean sentences) {
        var paragraph = new StringBuilder();
        for (String line : firstLines(text)) {
            if (paragraph.length() > 0) {
                boolean stopped = ".:,;!?".indexOf(paragraph.charAt(paragraph.length() - 1)) >= 0;
                paragraph.append(sentences && !stopped && Character.isUpperCase(line.charAt(0)) ? ". " : " ");
            }
            paragraph.append(line);
        }
        return paragraph.toString();
    }

    private static List<String> firstLines(String text) {
        var lines = new ArrayList<String>();
        for (String line : text.strip().lines().map(String::strip).toList()) {
            if (line.isEmpty() || line.startsWith("Origin: ") || line.startsWith(ADVICE)) {
                break;
            }
            lines.add(line);
        }
        return lines;
    }

    private static String place(String text) {
        for (Pattern pattern : PLACES) {
            Matcher place = pattern.matcher(text);
            if (place.find()) {
                return place.groupCount() == 1
                        ? place.group(1)
                        : place.group(1) + ":" + place.group(2) + ":" + place.group(3);
            }
        }
        return "";
    }
}
