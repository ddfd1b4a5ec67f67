package io.jenkins.plugins.ansibleevents.engine.inbound.auth;

import io.jenkins.plugins.ansibleevents.engine.secret.Secret;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;

/** The rule for every list of secrets: at least one, none of them empty. */
final class SecretList {

    private SecretList() {}

    static List<Secret> checked(List<Secret> secrets) {
        if (secrets.isEmpty() || secrets.stream().anyMatch(Secret::isEmpty)) {
            throw new IllegalArgumentException("a secret is empty: anybody could send");
        }
        return List.copyOf(secrets);
    }

    /** Whether a text is one of the secrets. All are compared: the time it takes must not reveal which one matched. */
    static boolean contains(List<Secret> secrets, String presented) {
        byte[] bytes = presented.getBytes(StandardCharsets.UTF_8);
        boolean known = false;
        for (Secret secret : secrets) {
            // Plain text is needed to compare.
            known |= MessageDigest.isEqual(secret.revealBytes(), bytes);
        }
        return known;
    }
}
