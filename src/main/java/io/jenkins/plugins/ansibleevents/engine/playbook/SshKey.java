package io.jenkins.plugins.ansibleevents.engine.playbook;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.ansibleevents.engine.secret.Secret;

/**
 * A private key for the {@code ssh-agent} of this run alone; it is never in a file.
 *
 * @param name the key's name in messages, for example the id of its credential
 * @param pem the key in any format {@code ssh-add} reads; several lines
 * @param passphrase its passphrase, or null when it has none
 */
public record SshKey(String name, Secret pem, @CheckForNull Secret passphrase) {

    public SshKey {
        RequestCheck.line("sshKey", name);
        String text = pem.reveal(); // checked, never kept or quoted
        if (!text.contains("PRIVATE KEY-----")) {
            throw new PlaybookRequestException(
                    "sshKey", "\"" + name + "\" is not a private key: no \"-----BEGIN ... PRIVATE KEY-----\" line");
        }
        RequestCheck.noNul("sshKey", text);
        if (passphrase != null) {
            RequestCheck.password("passphrase of sshKey " + name, passphrase);
        }
    }
}
