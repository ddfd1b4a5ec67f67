package io.jenkins.plugins.ansibleevents.engine.inbound.auth;

import io.jenkins.plugins.ansibleevents.engine.secret.Secret;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/**
 * {@code Authorization: Basic base64(user:password)}, RFC 7617, UTF-8.
 *
 * @param name the scheme's name
 * @param user the user name, without a colon
 * @param passwords the accepted passwords; several during a rotation
 */
public record BasicAuthentication(String name, String user, List<Secret> passwords) implements Authentication {

    private static final String HEADER = "Authorization";
    private static final String PREFIX = "Basic ";

    public BasicAuthentication {
        if (user.isEmpty() || user.contains(":")) {
            throw new IllegalArgumentException("the user name is empty or contains a colon");
        }
        passwords = SecretList.checked(passwords);
    }

    @Override
    public Proof prove(SignedContent content) throws NotAuthentic {
        String value = content.headers().only(HEADER).orElseThrow(() -> NotAuthentic.missing(HEADER));
        if (!value.regionMatches(true, 0, PREFIX, 0, PREFIX.length())) {
            throw new NotAuthentic("the header " + HEADER + " does not begin with \"Basic\"");
        }
        byte[] presented = decode(value.substring(PREFIX.length()).strip());
        boolean known = false;
        for (Secret password : passwords) {
            known |= MessageDigest.isEqual(expected(password), presented);
        }
        if (!known) {
            throw new NotAuthentic("the user name or password in " + HEADER + " is not known");
        }
        return Proof.of(user);
    }

    private byte[] expected(Secret password) {
        // Compared as the pair that the sender encodes.
        return (user + ":" + password.reveal()).getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] decode(String base64) throws NotAuthentic {
        try {
            return Base64.getDecoder().decode(base64);
        } catch (IllegalArgumentException e) {
            throw new NotAuthentic("the credentials in " + HEADER + " are not base64");
        }
    }

    @Override
    public Optional<Proof> proveByHead(SignedContent head) throws NotAuthentic {
        return Optional.of(prove(head));
    }

    @Override
    public List<String> proofHeaders() {
        return List.of(HEADER);
    }

    @Override
    public List<Secret> secrets() {
        return passwords;
    }
}
