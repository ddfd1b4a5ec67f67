package io.jenkins.plugins.ansibleevents.engine.playbook;

/**
 * How Ansible goes about it.
 *
 * @param forks hosts at a time; 0 leaves Ansible's setting
 * @param check whether it only predicts changes
 * @param diff whether it shows differences of files
 * @param verbosity 0 to 6, the number of {@code v} in {@code -vvv}
 */
public record Mode(int forks, boolean check, boolean diff, int verbosity) {

    /** Ansible's own settings. */
    public static final Mode DEFAULT = new Mode(0, false, false, 0);
}
