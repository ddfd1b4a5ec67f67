package io.jenkins.plugins.ansibleevents.engine.playbook;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * Command line arguments written for a terminal, with those that make Ansible ask for a password taken out.
 *
 * @param words the other arguments
 * @param connection whether Ansible would ask for the connection password
 * @param become whether Ansible would ask for the become password
 * @param vaults labels of the vault ids for whose passwords Ansible would ask
 */
record AskingArguments(List<String> words, boolean connection, boolean become, Set<String> vaults) {

    private static final Set<String> CONNECTION = Set.of("-k", "--ask-pass");
    private static final Set<String> BECOME = Set.of("-K", "--ask-become-pass");
    private static final Set<String> VAULT = Set.of("-J", "--ask-vault-pass", "--ask-vault-password");

    /** Letters of options without a value, one of which asks. */
    private static final Pattern CLUSTER = Pattern.compile("-[bCDhv]*[kKJ][bCDhvkKJ]*");

    static AskingArguments split(List<String> all) {
        var words = new ArrayList<String>();
        var asking = new TreeSet<String>();
        var vaults = new TreeSet<String>();
        for (int i = 0; i < all.size(); i++) {
            String word = all.get(i);
            String next = i + 1 < all.size() ? all.get(i + 1) : "";
            if (isCluster(word)) {
                cluster(word, words, asking, vaults);
            } else if (CONNECTION.contains(word) || BECOME.contains(word)) {
                asking.add(word);
            } else if (VAULT.contains(word)) {
                vaults.add(VaultPassword.DEFAULT_LABEL);
            } else if (word.equals("--vault-id") && isPrompt(next)) {
                vaults.add(label(next));
                i++;
            } else if (word.startsWith("--vault-id=") && isPrompt(word)) {
                vaults.add(label(word.substring("--vault-id=".length())));
            } else {
                words.add(word);
            }
        }
        return new AskingArguments(
                words,
                CONNECTION.stream().anyMatch(asking::contains),
                BECOME.stream().anyMatch(asking::contains),
                vaults);
    }

    /** Whether a word is several options that are one letter each, such as {@code -bK}. */
    private static boolean isCluster(String word) {
        return word.length() > 2 && CLUSTER.matcher(word).matches();
    }

    private static void cluster(String word, List<String> words, Set<String> asking, Set<String> vaults) {
        var rest = new StringBuilder("-");
        for (char letter : word.substring(1).toCharArray()) {
            switch (letter) {
                case 'k', 'K' -> asking.add("-" + letter);
                case 'J' -> vaults.add(VaultPassword.DEFAULT_LABEL);
                default -> rest.append(letter);
            }
        }
        if (rest.length() > 1) {
            words.add(rest.toString());
        }
    }

    private static boolean isPrompt(String vaultId) {
        return vaultId.equals("prompt") || vaultId.endsWith("@prompt") || vaultId.endsWith("=prompt");
    }

    private static String label(String vaultId) {
        int at = vaultId.lastIndexOf('@');
        return at <= 0 ? VaultPassword.DEFAULT_LABEL : vaultId.substring(0, at);
    }
}
