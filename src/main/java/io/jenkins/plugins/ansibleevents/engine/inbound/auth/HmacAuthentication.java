package io.jenkins.plugins.ansibleevents.engine.inbound.auth;

import io.jenkins.plugins.ansibleevents.engine.secret.Secret;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A header with an HMAC of the raw body, optionally of a text made from a timestamp header and the body. The header may
 * hold several, separated by commas: senders that change their secret sign with both for a while.
 *
 * @param name the scheme's name
 * @param secrets the accepted secrets; several during a rotation
 * @param algorithm the hash
 * @param header the field with the signature
 * @param format how the signature is written
 * @param prefix what stands before it, for example {@code sha256=}; or empty
 * @param time the signed timestamp, when the sender has one
 * @param deliveryHeaders see {@link Authentication#deliveryHeaders}
 */
public record HmacAuthentication(
        String name,
        List<Secret> secrets,
        HmacAlgorithm algorithm,
        String header,
        SignatureFormat format,
        String prefix,
        Optional<SignedTime> time,
        List<String> deliveryHeaders)
        implements Authentication {

    private static final byte[] NOTHING = {};

    /** More signatures than a rotation needs would only cost time. */
    private static final int MAX_SIGNATURES = 16;

    public HmacAuthentication {
        secrets = SecretList.checked(secrets);
        deliveryHeaders = List.copyOf(deliveryHeaders);
    }

    @Override
    public Proof prove(SignedContent content) throws NotAuthentic {
        List<byte[]> presented = presented(content);
        String timestamp = timestamp(content);
        byte[] before = time.isPresent() ? time.get().before(timestamp) : NOTHING;
        byte[] after = time.isPresent() ? time.get().after(timestamp) : NOTHING;
        List<byte[]> expected = secrets.stream()
                .map(secret -> algorithm.code(secret, before, content.bytes(), after))
                .toList();
        boolean known = false;
        for (byte[] code : expected) {
            for (byte[] signature : presented) {
                known |= MessageDigest.isEqual(code, signature);
            }
        }
        if (!known) {
            throw new NotAuthentic("the signature in " + header + " does not match the body and the secret");
        }
        return proof(timestamp, expected.get(0));
    }

    @Override
    public Optional<Proof> proveByHead(SignedContent head) throws NotAuthentic {
        presented(head);
        timestamp(head);
        return Optional.empty();
    }

    private List<byte[]> presented(SignedContent content) throws NotAuthentic {
        String value = content.headers().only(header).orElseThrow(() -> NotAuthentic.missing(header));
        String[] parts = value.split(",", MAX_SIGNATURES + 1);
        if (parts.length > MAX_SIGNATURES) {
            throw new NotAuthentic("more than " + MAX_SIGNATURES + " signatures in " + header);
        }
        var signatures = new ArrayList<byte[]>();
        for (String part : parts) {
            if (part.strip().startsWith(prefix)) {
                signatures.add(format.decode(part.strip().substring(prefix.length())));
            }
        }
        if (signatures.isEmpty()) {
            throw new NotAuthentic("the header " + header + " does not begin with \"" + prefix + "\"");
        }
        return signatures;
    }

    private String timestamp(SignedContent content) throws NotAuthentic {
        if (time.isEmpty()) {
            return "";
        }
        String field = time.get().header();
        return content.headers().only(field).orElseThrow(() -> NotAuthentic.missing(field));
    }

    private Proof proof(String timestamp, byte[] code) throws NotAuthentic {
        if (time.isEmpty()) {
            return Proof.of(name);
        }
        Instant signedAt = SignedTime.parse(timestamp);
        Duration tolerance = time.get().tolerance();
        // Time and body are both signed, so an equal code is a repetition of the same request, whichever secret of
        // several its sender has used.
        return new Proof(
                name,
                Optional.of(signedAt),
                tolerance,
                Optional.of(HexFormat.of().formatHex(code)));
    }

    @Override
    public List<String> proofHeaders() {
        return Stream.concat(Stream.of(header), time.stream().map(SignedTime::header))
                .toList();
    }
}
