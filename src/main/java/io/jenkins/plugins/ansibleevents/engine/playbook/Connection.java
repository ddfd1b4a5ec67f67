package io.jenkins.plugins.ansibleevents.engine.playbook;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.ansibleevents.engine.secret.Secret;
import java.util.List;

/**
 * How Ansible reaches hosts. A null value leaves the choice to ansible.cfg, inventory and playbook.
 *
 * @param user the remote user, or null
 * @param password the connection password, or null; with {@code ssh} it needs {@code sshpass} on the host of the run
 * @param type the connection plugin, for example {@code ssh} or {@code local}, or null
 * @param keys private keys for {@code ssh}, offered in this order
 * @param hostKeyChecking false disables the check of host keys and so the protection against somebody in the middle;
 *     true leaves Ansible's setting, which checks
 */
public record Connection(
        @CheckForNull String user,
        @CheckForNull Secret password,
        @CheckForNull String type,
        List<SshKey> keys,
        boolean hostKeyChecking) {

    /** Every choice left to Ansible. */
    public static final Connection UNSET = new Connection(null, null, null, List.of(), true);

    public Connection {
        keys = List.copyOf(keys);
    }
}
