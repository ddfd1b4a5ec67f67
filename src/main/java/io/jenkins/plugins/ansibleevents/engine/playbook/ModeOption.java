package io.jenkins.plugins.ansibleevents.engine.playbook;

import java.util.List;

/** Options of Ansible that say how much a run changes and shows. */
public enum ModeOption {

    /** Changes are predicted, and none is made but by tasks that refuse to. */
    CHECK("--check", 'C', "--ch"),

    /** Differences in files are shown. */
    DIFF("--diff", 'D', "--d");

    private final String option;
    private final char letter;
    private final String shortest;

    /** @param shortest the beginning of the option that no other one of Ansible has */
    ModeOption(String option, char letter, String shortest) {
        this.option = option;
        this.letter = letter;
        this.shortest = shortest;
    }

    /** Whether it is among these words of a command line, written in any way that Ansible understands. */
    public boolean isIn(List<String> words) {
        return words.stream().anyMatch(this::is);
    }

    private boolean is(String word) {
        return word.startsWith(shortest) && option.startsWith(word)
                || OptionLetters.in(word).anyMatch(one -> one == letter);
    }
}
