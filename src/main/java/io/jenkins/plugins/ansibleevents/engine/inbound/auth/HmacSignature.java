package io.jenkins.plugins.ansibleevents.engine.inbound.auth;

import io.jenkins.plugins.ansibleevents.engine.secret.Secret;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A header with an HMAC of the raw body, optionally of a text made from a timestamp header and the body.
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
public record HmacSignature(
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

    public HmacSignature {
        secrets = SecretList.checked(secrets);
        deliveryHeaders = List.copyOf(deliveryHeaders);
    }

    @Override
    public Proof prove(SignedContent content) throws NotAuthentic {
        byte[] presented = presented(content);
        String timestamp = timestamp(content);
        byte[] before = time.isPresent() ? time.get().before(timestamp) : NOTHING;
        byte[] after = time.isPresent() ? time.get().after(timestamp) : NOTHING;
        boolean known = false;
        for (Secret secret : secrets) {
            known |= MessageDigest.isEqual(algorithm.code(secret, before, content.bytes(), after), presented);
        }
        if (!known) {
            throw new NotAuthentic("the signature in " + header + " does not match the body and the secret");
        }
        return proof(timestamp, presented);
    }

    private byte[] presented(SignedContent content) throws NotAuthentic {
        String value = content.headers().only(header).orElseThrow(() -> NotAuthentic.missing(header));
        if (!value.startsWith(prefix)) {
            throw new NotAuthentic("the header " + header + " does not begin with \"" + prefix + "\"");
        }
        return format.decode(value.substring(prefix.length()));
    }

    private String timestamp(SignedContent content) throws NotAuthentic {
        if (time.isEmpty()) {
            return "";
        }
        String field = time.get().header();
        return content.headers().only(field).orElseThrow(() -> NotAuthentic.missing(field));
    }

    private Proof proof(String timestamp, byte[] presented) throws NotAuthentic {
        if (time.isEmpty()) {
            return Proof.of(name);
        }
        Instant signedAt = SignedTime.parse(timestamp);
        Duration tolerance = time.get().tolerance();
        // Time and body are both signed, so an equal signature is a repetition of the same request.
        return new Proof(
                name,
                Optional.of(signedAt),
                tolerance,
                Optional.of(HexFormat.of().formatHex(presented)));
    }

    @Override
    public List<String> proofHeaders() {
        return Stream.concat(Stream.of(header), time.stream().map(SignedTime::header))
                .toList();
    }
}
