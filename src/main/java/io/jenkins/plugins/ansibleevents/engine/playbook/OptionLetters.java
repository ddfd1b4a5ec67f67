package io.jenkins.plugins.ansibleevents.engine.playbook;

import java.util.stream.IntStream;

/** Options of one letter in a word of a command line. Those without a value may stand before another one: {@code -bK}. */
final class OptionLetters {

    private static final String WITHOUT_VALUE = "bCDhvkKJ";

    private OptionLetters() {}

    /** The letters that are options: up to the first that takes what follows as its value. None in a long option. */
    static IntStream in(String word) {
        if (!word.startsWith("-") || word.startsWith("--")) {
            return IntStream.empty();
        }
        int end = 1;
        while (end < word.length() && WITHOUT_VALUE.indexOf(word.charAt(end)) >= 0) {
            end++;
        }
        return word.substring(1, Math.min(word.length(), end + 1)).chars();
    }
}
