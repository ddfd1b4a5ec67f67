package io.jenkins.plugins.ansibleevents.webhook;

import io.jenkins.plugins.ansibleevents.engine.inbound.queue.DeadLetter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/**
 * The dead letters on the page: the oldest ones as rows, and all that were read by reason. Reasons that differ only in a
 * number, a build's for example, count as one.
 */
@Restricted(NoExternalUse.class)
public final class DeadLetterList {

    private static final Pattern NUMBER = Pattern.compile("\\d+");

    private final List<DeadLetter> letters;
    private final int most;

    private DeadLetterList(List<DeadLetter> letters, int most) {
        this.letters = letters;
        this.most = most;
    }

    static DeadLetterList of(List<DeadLetter> letters, int most) {
        return new DeadLetterList(letters, most);
    }

    public boolean isEmpty() {
        return letters.isEmpty();
    }

    public List<DeadLetter> getRows() {
        return letters.subList(0, Math.min(most, letters.size()));
    }

    /** How many were read; the rows are the oldest of them. */
    public int getNumber() {
        return letters.size();
    }

    /** The reason of one, which names jobs. */
    public String words(DeadLetter letter) {
        return MessageRow.words(letter.reason());
    }

    /**
     * A reason.
     *
     * @param key the same for all of its dead letters
     * @param words the reason of the oldest of them
     */
    public record Group(String key, String words, int count) {}

    static String key(DeadLetter letter) {
        return NUMBER.matcher(letter.reason()).replaceAll("#");
    }

    /** The most frequent first. */
    public List<Group> getReasons() {
        Map<String, List<DeadLetter>> byKey = new LinkedHashMap<>();
        letters.forEach(letter ->
                byKey.computeIfAbsent(key(letter), key -> new ArrayList<>()).add(letter));
        return byKey.entrySet().stream()
                .map(each -> new Group(
                        each.getKey(),
                        MessageRow.words(each.getValue().get(0).reason()),
                        each.getValue().size()))
                .sorted(Comparator.comparingInt(Group::count).reversed())
                .toList();
    }
}
