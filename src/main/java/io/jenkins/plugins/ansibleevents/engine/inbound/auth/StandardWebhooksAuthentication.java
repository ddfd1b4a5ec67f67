package io.jenkins.plugins.ansibleevents.engine.inbound.auth;

import io.jenkins.plugins.ansibleevents.engine.inbound.request.Headers;
import io.jenkins.plugins.ansibleevents.engine.secret.Secret;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/**
 * The Standard Webhooks specification, version 1 symmetric signatures: {@code webhook-signature} is a list, separated by
 * spaces, of {@code v1,BASE64}, each the HMAC-SHA-256 of {@code webhook-id.webhook-timestamp.body}. Several secrets are
 * accepted during a rotation, several signatures when the sender rotates; other versions ({@code v1a,...}) are skipped.
 *
 * @param name the scheme's name
 * @param secrets base64 of the key, with or without {@code whsec_} in front
 * @param tolerance how far {@code webhook-timestamp} may be from now, both ways; five minutes in the specification
 */
public record StandardWebhooksAuthentication(String name, List<Secret> secrets, Duration tolerance)
        implements Authentication {

    /** The specification's tolerance. */
    public static final Duration TOLERANCE = Duration.ofMinutes(5);

    private static final String ID = "webhook-id";
    private static final String TIMESTAMP = "webhook-timestamp";
    private static final String SIGNATURE = "webhook-signature";
    private static final String KEY_PREFIX = "whsec_";
    private static final String VERSION = "v1,";

    /** More signatures than a rotation needs would only cost time. */
    private static final int MAX_SIGNATURES = 16;

    public StandardWebhooksAuthentication {
        secrets = SecretList.checked(secrets);
        secrets.forEach(StandardWebhooksAuthentication::key);
    }

    @Override
    public Proof prove(SignedContent content) throws NotAuthentic {
        String id = field(content.headers(), ID);
        String timestamp = field(content.headers(), TIMESTAMP);
        String signatures = field(content.headers(), SIGNATURE);
        byte[] before = (id + "." + timestamp + ".").getBytes(StandardCharsets.UTF_8);
        boolean known = false;
        for (Secret secret : secrets) {
            known |= matches(HmacAlgorithm.SHA256.code(key(secret), before, content.bytes()), signatures);
        }
        if (!known) {
            throw new NotAuthentic("no signature in " + SIGNATURE + " matches id, timestamp, body and a secret");
        }
        return new Proof(name, Optional.of(SignedTime.parse(timestamp)), tolerance, Optional.of(id));
    }

    @Override
    public Optional<Proof> proveByHead(SignedContent head) throws NotAuthentic {
        for (String name : List.of(ID, TIMESTAMP, SIGNATURE)) {
            field(head.headers(), name);
        }
        return Optional.empty();
    }

    private static boolean matches(byte[] expected, String signatures) throws NotAuthentic {
        boolean known = false;
        String[] list = signatures.split(" ", MAX_SIGNATURES + 1);
        if (list.length > MAX_SIGNATURES) {
            throw new NotAuthentic("more than " + MAX_SIGNATURES + " signatures in " + SIGNATURE);
        }
        for (String signature : list) {
            if (signature.startsWith(VERSION)) {
                byte[] presented = SignatureFormat.BASE64.decode(signature.substring(VERSION.length()));
                known |= MessageDigest.isEqual(expected, presented);
            }
        }
        return known;
    }

    private static String field(Headers headers, String name) throws NotAuthentic {
        return headers.only(name).filter(v -> !v.isEmpty()).orElseThrow(() -> NotAuthentic.missing(name));
    }

    private static byte[] key(Secret secret) {
        // The key itself is needed to compute the code.
        String text = secret.reveal();
        String base64 = text.startsWith(KEY_PREFIX) ? text.substring(KEY_PREFIX.length()) : text;
        try {
            return Base64.getDecoder().decode(base64);
        } catch (IllegalArgumentException e) {
            // The cause is left out on purpose: it could quote the secret.
            throw new IllegalArgumentException("a Standard Webhooks secret is not base64 (whsec_...)");
        }
    }

    @Override
    public List<String> proofHeaders() {
        return List.of(SIGNATURE);
    }

    @Override
    public List<String> deliveryHeaders() {
        return List.of(ID);
    }
}
