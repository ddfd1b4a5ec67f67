package io.jenkins.plugins.ansibleevents.docs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A block of code of a page.
 *
 * @param page where it stands
 * @param line of its fence
 * @param language behind the fence
 * @param mark the comment in the line above, such as {@code not run: needs a Jenkins}
 * @param lines without the page's indentation
 */
record Block(String page, int line, String language, String mark, List<String> lines) {

    private static final Pattern FENCE = Pattern.compile("( *)```(\\w*) *");
    private static final Pattern MARK = Pattern.compile(" *<!-- (.*) -->");

    /** {@code # demo/env/emitters.yml}: the block is this file. */
    private static final Pattern FILE = Pattern.compile("(?:#|//) ([\\w.-]+/[\\w./-]+|[\\w-]+\\.(?:py|yml|json))");

    static List<Block> of(Path page) throws IOException {
        var blocks = new ArrayList<Block>();
        List<String> text = Files.readAllLines(page);
        for (int i = 0; i < text.size(); i++) {
            Matcher fence = FENCE.matcher(text.get(i));
            if (!fence.matches()) {
                continue;
            }
            int end = i + 1;
            while (!text.get(end).strip().equals("```")) {
                end++;
            }
            String indentation = fence.group(1);
            List<String> lines = text.subList(i + 1, end).stream()
                    .map(line -> line.startsWith(indentation) ? line.substring(indentation.length()) : line)
                    .toList();
            Matcher mark = MARK.matcher(i == 0 ? "" : text.get(i - 1));
            blocks.add(new Block(page.toString(), i + 1, fence.group(2), mark.matches() ? mark.group(1) : "", lines));
            i = end;
        }
        return blocks;
    }

    /** The value of this name in the mark. */
    Optional<String> mark(String name) {
        return mark.startsWith(name + ": ") ? Optional.of(mark.substring(name.length() + 2)) : Optional.empty();
    }

    Optional<Path> file() {
        Matcher first = FILE.matcher(lines.isEmpty() ? "" : lines.get(0));
        return first.matches() ? Optional.of(Path.of(first.group(1))) : Optional.empty();
    }

    String text() {
        return String.join("\n", lines) + "\n";
    }

    /** The commands behind {@code $}, with their continued lines. */
    List<String> commands() {
        var commands = new ArrayList<String>();
        boolean continued = false;
        for (String line : lines) {
            if (continued) {
                commands.set(commands.size() - 1, commands.get(commands.size() - 1) + "\n" + line);
            } else if (line.startsWith("$ ")) {
                commands.add(line.substring(2));
            }
            continued = line.endsWith("\\") && (continued || line.startsWith("$ "));
        }
        return commands;
    }

    /** Exit codes that the page's commands may have. */
    List<String> exitCodes() {
        return List.of(mark("ends with").orElse("0").split(" "));
    }

    /** Lines of output on the page that the commands did not print; numbers and {@code ...} stand for any. */
    List<String> unprinted(String output) {
        return lines.stream()
                .filter(line -> !line.startsWith("$ ") && !line.startsWith(" ") && !line.equals("..."))
                .filter(line -> output.lines().noneMatch(pattern(line)))
                .toList();
    }

    private static Predicate<String> pattern(String line) {
        String quoted = Pattern.quote(line)
                .replace("...", "\\E.*\\Q")
                .replaceAll("[0-9]+", Matcher.quoteReplacement("\\E[0-9]+\\Q"));
        return Pattern.compile(quoted).asMatchPredicate();
    }

    @Override
    public String toString() {
        return page + ":" + line + " " + language;
    }
}
