package io.jenkins.plugins.ansibleevents.step.moved;

import hudson.AbortException;
import java.util.function.UnaryOperator;

/** Work for {@code ansible-vault}, which nothing here runs: the error says what to write instead. */
final class VaultWork {

    private VaultWork() {}

    /** The refusal, with what the script wanted of the vault. */
    static AbortException refused(MovedOptions named, UnaryOperator<String> expansion) {
        String credentials = or(named.text("vaultCredentialsId", expansion), "...");
        String action = or(named.text("action", expansion), "encrypt");
        String file = or(named.text("input", expansion), "...");
        return new AbortException(named.step() + ": " + Messages.VaultWork_refused(credentials, action, file));
    }

    private static String or(String text, String missing) {
        return text.isEmpty() ? missing : text;
    }
}
