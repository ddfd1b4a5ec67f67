package io.jenkins.plugins.ansibleevents.engine.inbound.auth;

import io.jenkins.plugins.ansibleevents.engine.secret.Secret;
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
}
