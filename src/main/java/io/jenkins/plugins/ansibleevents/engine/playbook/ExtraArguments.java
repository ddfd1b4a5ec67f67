package io.jenkins.plugins.ansibleevents.engine.playbook;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Further words for the command line. Words that make Ansible ask at a terminal are refused, because nobody would
 * answer.
 */
final class ExtraArguments {

    private static final String OPTION = "extraArguments";

    /** Options that make Ansible ask, each with the option to use instead. */
    private static final Map<String, String> PROMPTS = Map.of(
            "--ask-pass", "connectionPassword",
            "--ask-become-pass", "becomePassword",
            "--ask-vault-password", "vaultPassword",
            "--ask-vault-pass", "vaultPassword",
            "--step", "startAtTask or tags");

    private static final Map<Character, String> LETTERS =
            Map.of('k', "connectionPassword", 'K', "becomePassword", 'J', "vaultPassword");

    /** {@code --s} and {@code --st} are ambiguous for Ansible itself. */
    private static final int SHORTEST_ABBREVIATION = "--ask".length();

    private ExtraArguments() {}

    static List<String> check(List<String> words) {
        for (int i = 0; i < words.size(); i++) {
            String word = RequestCheck.noNul(OPTION, words.get(i));
            String instead = instead(word);
            if (instead != null) {
                throw asks(word, instead);
            }
            String vaultId = vaultId(words, i);
            if (vaultId != null && (vaultId.equals("prompt") || vaultId.endsWith("@prompt"))) {
                throw asks(word, "vaultPassword");
            }
        }
        return List.copyOf(words);
    }

    private static @CheckForNull String instead(String word) {
        return word.startsWith("--") ? insteadOfLong(word) : insteadOfLetters(word);
    }

    private static @CheckForNull String insteadOfLong(String word) {
        if (word.length() < SHORTEST_ABBREVIATION) {
            return null;
        }
        return PROMPTS.keySet().stream()
                .filter(prompt -> prompt.startsWith(word))
                .map(PROMPTS::get)
                .findFirst()
                .orElse(null);
    }

    private static @CheckForNull String insteadOfLetters(String word) {
        return OptionLetters.in(word)
                .mapToObj(letter -> LETTERS.get((char) letter))
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
    }

    private static @CheckForNull String vaultId(List<String> words, int i) {
        String word = words.get(i);
        if (word.startsWith("--vault-id=")) {
            return word.substring("--vault-id=".length());
        }
        return word.equals("--vault-id") && i + 1 < words.size() ? words.get(i + 1) : null;
    }

    private static PlaybookRequestException asks(String word, String instead) {
        return new PlaybookRequestException(
                OPTION, word + " would wait for an answer at a terminal; use the option " + instead + " instead");
    }
}
