package io.jenkins.plugins.ansibleevents.engine.playbook;

/**
 * Ansible's mode of work; a number out of its range is refused with {@link PlaybookRequestException}.
 *
 * @param forks hosts at a time; 0 leaves Ansible's setting
 * @param check whether Ansible only predicts changes
 * @param diff whether Ansible shows differences of files
 * @param verbosity 0 to 6, the number of {@code v} in {@code -vvv}
 */
public record Mode(int forks, boolean check, boolean diff, int verbosity) {

    /** The most hosts at a time. */
    public static final int MAX_FORKS = 10_000;

    /** The most letters in {@code -vvvvvv} that have an effect. */
    public static final int MAX_VERBOSITY = 6;

    /** Ansible's own settings. */
    public static final Mode DEFAULT = new Mode(0, false, false, 0);

    public Mode {
        RequestCheck.range("forks", forks, 0, MAX_FORKS);
        RequestCheck.range("verbosity", verbosity, 0, MAX_VERBOSITY);
    }
}
