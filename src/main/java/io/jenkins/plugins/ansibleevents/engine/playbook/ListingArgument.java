package io.jenkins.plugins.ansibleevents.engine.playbook;

import java.util.List;
import java.util.Optional;

/** Options with which Ansible says something and runs nothing: it lists, checks the syntax, or explains itself. */
final class ListingArgument {

    private static final List<String> OPTIONS =
            List.of("--syntax-check", "--list-hosts", "--list-tasks", "--list-tags", "--version", "--help");

    /** Ansible takes the beginning of an option; {@code --ver} could be {@code --verbose}. */
    private static final int SHORTEST_ABBREVIATION = "--vers".length();

    private ListingArgument() {}

    static Optional<String> in(List<String> words) {
        return words.stream().filter(ListingArgument::lists).findFirst();
    }

    private static boolean lists(String word) {
        return word.equals("-h")
                || word.length() >= SHORTEST_ABBREVIATION
                        && OPTIONS.stream().anyMatch(option -> option.startsWith(word));
    }
}
