package io.jenkins.plugins.ansibleevents.engine.inbound.queue;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Fingerprints of texts that are too long to be kept, or that must give the same id everywhere. */
public final class Digests {

    private Digests() {}

    /** {@code sha256-} and 64 hexadecimal digits. */
    public static String sha256(String text) {
        return "sha256-" + HexFormat.of().formatHex(sha256Bytes(text));
    }

    static byte[] sha256Bytes(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
