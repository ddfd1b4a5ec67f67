package io.jenkins.plugins.ansibleevents.engine.inbound.auth;

import io.jenkins.plugins.ansibleevents.engine.inbound.request.FormFields;
import io.jenkins.plugins.ansibleevents.engine.secret.Secret;
import java.util.List;
import java.util.Optional;

/**
 * A parameter of the URL that holds a shared key, {@code ?token=KEY}, for senders that can set nothing but a URL. Prefer a
 * header: URLs are written into logs of proxies.
 *
 * @param name the scheme's name
 * @param parameter the name of the parameter
 * @param keys the accepted keys; several during a rotation
 */
public record KeyQueryAuthentication(String name, String parameter, List<Secret> keys) implements Authentication {

    public KeyQueryAuthentication {
        if (parameter.isBlank()) {
            throw new IllegalArgumentException("the name of the query parameter is empty");
        }
        keys = SecretList.checked(keys);
    }

    @Override
    public Proof prove(SignedContent content) throws NotAuthentic {
        String presented = fields(content)
                .only(parameter)
                .orElseThrow(() ->
                        new NotAuthentic("the query parameter " + parameter + " is missing or comes more than once"));
        if (!SecretList.contains(keys, presented)) {
            throw new NotAuthentic("the key in the query parameter " + parameter + " is not known");
        }
        return Proof.of(name);
    }

    private static FormFields fields(SignedContent content) throws NotAuthentic {
        try {
            return FormFields.parse(content.query());
        } catch (IllegalArgumentException e) {
            throw new NotAuthentic("the query cannot be read: " + e.getMessage());
        }
    }

    @Override
    public Optional<Proof> proveByHead(SignedContent head) throws NotAuthentic {
        return Optional.of(prove(head));
    }

    @Override
    public List<Secret> secrets() {
        return keys;
    }
}
