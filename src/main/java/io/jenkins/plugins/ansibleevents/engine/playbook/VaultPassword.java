package io.jenkins.plugins.ansibleevents.engine.playbook;

import io.jenkins.plugins.ansibleevents.engine.secret.Secret;

/**
 * The password of one vault id.
 *
 * @param label the vault id's label, {@code default} when the vault has none
 * @param password one line
 */
public record VaultPassword(String label, Secret password) {

    /** The label of vaults that name none. */
    public static final String DEFAULT_LABEL = "default";

    public VaultPassword {
        RequestCheck.word("vaultPassword", label);
        if (label.chars().anyMatch(c -> c == '@' || Character.isWhitespace(c))) {
            throw new PlaybookRequestException(
                    "vaultPassword", "the label \"" + label + "\" must have no blank and no '@'");
        }
        RequestCheck.password("vaultPassword " + label, password);
    }
}
