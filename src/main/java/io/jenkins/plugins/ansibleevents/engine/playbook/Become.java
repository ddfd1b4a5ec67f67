package io.jenkins.plugins.ansibleevents.engine.playbook;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.ansibleevents.engine.secret.Secret;

/**
 * Privilege escalation. A null value leaves the choice to ansible.cfg, inventory and playbook.
 *
 * @param enabled whether every task escalates ({@code --become})
 * @param user whom to become, or null
 * @param method the become plugin, for example {@code sudo}, or null
 * @param password the become password, or null
 */
public record Become(
        boolean enabled,
        @CheckForNull String user,
        @CheckForNull String method,
        @CheckForNull Secret password) {

    /** Every choice left to Ansible. */
    public static final Become UNSET = new Become(false, null, null, null);
}
