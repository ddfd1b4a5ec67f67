package io.jenkins.plugins.ansibleevents.step;

import io.jenkins.plugins.ansibleevents.engine.event.EventHead;
import io.jenkins.plugins.ansibleevents.engine.event.HostFailures;
import io.jenkins.plugins.ansibleevents.engine.event.Quantity;
import io.jenkins.plugins.ansibleevents.engine.text.VisibleText;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** One task in the log of a build: its counts, and its failures, of which equal ones are put together. */
final class TaskLines {

    /** Lines for one reason; further hosts are counted. */
    private static final int SAME = 3;

    /** Different reasons; hosts with further ones are counted. */
    private static final int REASONS = 20;

    private static final String OTHER = "other failures";

    /** What a task did on a host; each host counts once, {@code ok} are those without a change. */
    enum Result {
        OK("ok", true, ""),
        CHANGED("changed", true, ""),
        FAILED("failed", false, "FAILED!"),
        SKIPPED("skipped", true, ""),
        UNREACHABLE("unreachable", false, "UNREACHABLE!"),
        RESCUED("rescued", false, "FAILED!"),
        IGNORED("ignored", false, "FAILED!");

        private final String word;
        private final boolean good;
        private final String shout;

        Result(String word, boolean good, String shout) {
            this.word = word;
            this.good = good;
            this.shout = shout;
        }

        boolean isGood() {
            return good;
        }

        /** Whether its count is shown also when it is 0. */
        private boolean isUsual() {
            return compareTo(SKIPPED) <= 0;
        }
    }

    /** Failures that have the same reason on several hosts. */
    private static final class Same {

        private final String words;
        private int shown;
        private final List<String> more = new ArrayList<>();

        Same(String words) {
            this.words = words;
        }
    }

    private final String name;
    private final Map<Result, Integer> counts = new EnumMap<>(Result.class);
    private final Map<String, Same> reasons = new LinkedHashMap<>();
    private int busy;

    TaskLines(String name) {
        this.name = VisibleText.line(name);
    }

    String heading() {
        return "TASK [" + name + "]";
    }

    /** A host is in the task. */
    void begun() {
        busy++;
    }

    /** Whether hosts are in the task. */
    boolean isBusy() {
        return busy > 0;
    }

    /**
     * Counts a result.
     *
     * @param reason of a failure, one line
     * @return the lines to show at once
     */
    List<String> result(Result result, EventHead head, String reason) {
        busy--;
        counts.merge(result, 1, Integer::sum);
        if (result.isGood()) {
            return List.of();
        }
        String host = String.valueOf(head.host());
        String words = VisibleText.line(reason) + (head.taskPath() == null ? "" : " (" + head.taskPath() + ")");
        String key = result + " " + reason.replace(host, "");
        Same same = reasons.size() < REASONS || reasons.containsKey(key)
                ? reasons.computeIfAbsent(key, unknown -> new Same(words.strip()))
                : reasons.computeIfAbsent(OTHER, unknown -> new Same(OTHER));
        if (same.words.equals(OTHER) || same.shown == SAME) {
            same.more.add(host);
            return List.of();
        }
        same.shown++;
        return lines(result, host, words.strip());
    }

    private static List<String> lines(Result result, String host, String words) {
        String line = "fatal: [" + VisibleText.line(host) + "]: " + result.shout + " => " + words;
        return switch (result) {
            case IGNORED -> List.of(line, "...ignoring");
            case RESCUED -> List.of(line, "...rescued");
            default -> List.of(line);
        };
    }

    /** A line for each reason with hosts that have been counted alone. */
    List<String> rest() {
        return reasons.values().stream()
                .filter(same -> !same.more.isEmpty())
                .map(this::rest)
                .toList();
    }

    private String rest(Same same) {
        String which = reasons.size() == 1 ? "in the same way" : "with: " + same.words;
        return "...and " + Quantity.of(same.more.size(), "more host") + " " + which + ": "
                + VisibleText.line(HostFailures.names(same.more));
    }

    /** For example {@code ok=180 changed=18 failed=2 skipped=0}. */
    String counts() {
        var text = new ArrayList<String>();
        for (Result result : Result.values()) {
            int count = counts.getOrDefault(result, 0);
            if (count > 0 || result.isUsual()) {
                text.add(result.word + "=" + count);
            }
        }
        return String.join(" ", text);
    }
}
