package io.jenkins.plugins.ansibleevents.engine.playbook;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * A regular expression of Python, as far as Java can read it: for forms, and to recognise Ansible's own prompts. Python itself
 * has the last word, when the run begins.
 */
public final class PromptExpression {

    private static final Pattern NAMED = Pattern.compile("\\(\\?P<(\\w+)>");
    private static final Pattern REFERENCE = Pattern.compile("\\(\\?P=(\\w+)\\)");

    /** What Java has no word for: comments, and groups that depend on others. */
    private static final Pattern FOREIGN = Pattern.compile("\\(\\?(?:#|\\(|[aiLmsux]*[aLu])");

    private static final Pattern REPETITION = Pattern.compile("\\{(?:\\d+(?:,\\d*)?|,\\d+)}");

    private PromptExpression() {}

    /** The expression for Java; empty when it is wrong, or Java cannot tell. */
    static Optional<Pattern> compile(String expression) {
        try {
            return isForeign(expression) ? Optional.empty() : Optional.of(compiled(expression));
        } catch (PatternSyntaxException e) {
            return Optional.empty();
        }
    }

    /** What is wrong with an expression, in words of Java; empty when nothing is, or Java cannot tell. */
    public static Optional<String> problem(String expression) {
        try {
            if (!isForeign(expression)) {
                compiled(expression);
            }
            return Optional.empty();
        } catch (PatternSyntaxException e) {
            return Optional.of(e.getDescription() + (e.getIndex() < 0 ? "" : ", near character " + (e.getIndex() + 1)));
        }
    }

    /** An expression that finds this text. */
    public static String quote(String text) {
        return text.replaceAll("[\\\\.^$*+?()\\[\\]{}|]", "\\\\$0");
    }

    private static boolean isForeign(String expression) {
        return FOREIGN.matcher(expression).find();
    }

    private static Pattern compiled(String expression) {
        String named = NAMED.matcher(expression).replaceAll(group -> "(?<" + name(group.group(1)) + ">");
        String text = REFERENCE.matcher(named).replaceAll(group -> "\\\\k<" + name(group.group(1)) + ">");
        return Pattern.compile(characters(text), Pattern.MULTILINE);
    }

    /** Java's names of groups have no underscore. */
    private static String name(String python) {
        return python.replace("_", "U");
    }

    /** Sets and braces, which Java reads in a way of its own. */
    private static String characters(String text) {
        var java = new StringBuilder();
        Matcher repetition = REPETITION.matcher(text);
        boolean inSet = false;
        int setBegan = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\\' && i + 1 < text.length()) {
                i++;
                java.append(text.charAt(i) == 'Z' ? "\\z" : text.substring(i - 1, i + 1));
            } else if (inSet) {
                boolean isFirst = i == setBegan || i == setBegan + 1 && text.charAt(setBegan) == '^';
                inSet = c != ']' || isFirst;
                java.append(c == '[' || c == '&' || c == ']' && isFirst ? "\\" + c : c);
            } else if (c == '{' && !repetition.region(i, text.length()).lookingAt()) {
                java.append("\\{");
            } else if (text.startsWith("{,", i)) {
                java.append("{0");
            } else {
                inSet = c == '[';
                setBegan = i + 1;
                java.append(c);
            }
        }
        return java.toString();
    }
}
