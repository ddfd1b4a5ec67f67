package io.jenkins.plugins.ansibleevents.engine.secret;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/**
 * A value that never appears by accident: {@link #toString()} shows a mask, {@link #equals} takes the same time
 * whatever differs, and it is deliberately not {@code Serializable}, so it cannot slip into a saved file.
 *
 * <p>Immutable and safe for use by several threads.
 */
public final class Secret {

    /** The text that replaces a secret value in everything the product writes. */
    public static final String MASK = "****";

    private final String value;

    private Secret(String value) {
        this.value = value;
    }

    /**
     * Wraps a value.
     *
     * @param value the plain text; may be empty, never null
     */
    public static Secret of(String value) {
        if (value == null) {
            throw new IllegalArgumentException("secret value is null");
        }
        return new Secret(value);
    }

    /** The plain text. Name the place that needs it in a comment wherever this is called. */
    public String reveal() {
        return value;
    }

    /** The plain text as UTF-8, a fresh array at every call. */
    public byte[] revealBytes() {
        return value.getBytes(StandardCharsets.UTF_8);
    }

    /** Whether the value is empty. */
    public boolean isEmpty() {
        return value.isEmpty();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Secret that && MessageDigest.isEqual(revealBytes(), that.revealBytes());
    }

    @Override
    public int hashCode() {
        return value.hashCode();
    }

    @Override
    public String toString() {
        return MASK;
    }
}
