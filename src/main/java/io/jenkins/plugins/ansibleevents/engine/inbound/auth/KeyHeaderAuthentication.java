package io.jenkins.plugins.ansibleevents.engine.inbound.auth;

import io.jenkins.plugins.ansibleevents.engine.secret.Secret;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A header field that holds a shared key: an API key, GitLab's {@code X-Gitlab-Token}, or
 * {@code Authorization: Bearer KEY}.
 *
 * @param name the scheme's name
 * @param header the field's name
 * @param prefix what stands before the key, compared without regard to case, for example {@code "Bearer "}; or empty
 * @param keys the accepted keys; several during a rotation
 * @param deliveryHeaders see {@link Authentication#deliveryHeaders}
 */
public record KeyHeaderAuthentication(
        String name, String header, String prefix, List<Secret> keys, List<String> deliveryHeaders)
        implements Authentication {

    public KeyHeaderAuthentication {
        keys = SecretList.checked(keys);
        deliveryHeaders = List.copyOf(deliveryHeaders);
    }

    /** {@code Authorization: Bearer KEY}, RFC 6750. */
    public static KeyHeaderAuthentication bearer(List<Secret> keys) {
        return new KeyHeaderAuthentication("bearer", "Authorization", "Bearer ", keys, List.of());
    }

    @Override
    public Proof prove(SignedContent content) throws NotAuthentic {
        String value = content.headers().only(header).orElseThrow(() -> NotAuthentic.missing(header));
        if (!value.toLowerCase(Locale.ROOT).startsWith(prefix.toLowerCase(Locale.ROOT))) {
            throw new NotAuthentic("the header " + header + " does not begin with \"" + prefix.strip() + "\"");
        }
        if (!SecretList.contains(keys, value.substring(prefix.length()).strip())) {
            throw new NotAuthentic("the key in " + header + " is not known");
        }
        return Proof.of(name);
    }

    @Override
    public Optional<Proof> proveByHead(SignedContent head) throws NotAuthentic {
        return Optional.of(prove(head));
    }

    @Override
    public List<String> proofHeaders() {
        return List.of(header);
    }

    @Override
    public List<Secret> secrets() {
        return keys;
    }
}
