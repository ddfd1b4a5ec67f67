package io.jenkins.plugins.ansibleevents.engine.secret;

import java.io.OutputStream;
import java.util.Collection;

/**
 * Replaces secret values by {@link Secret#MASK} in text and byte streams, also in their other forms: JSON-escaped,
 * base64, URL-encoded, shell-quoted, or cut in two by a buffer boundary.
 *
 * <p>Immutable and safe for use by several threads; {@link #filter} results belong to one thread each.
 */
public interface Redactor {

    /** A redactor that knows no secret and changes nothing. */
    static Redactor none() {
        return of(java.util.List.of());
    }

    /** A redactor for these values; empty ones are ignored, multi-line ones are also masked line by line. */
    static Redactor of(Collection<Secret> secrets) {
        return PatternRedactor.of(secrets);
    }

    /** The text with every known secret masked; the same instance when there was none. */
    String redact(String text);

    /** UTF-8 bytes with every known secret masked; the same array when there was none. */
    byte[] redact(byte[] utf8);

    /**
     * One JSON object masked text by text, except where a format has its own words: a secret that happens to be one of
     * them ({@code host}, {@code ok}) must not make the object unreadable.
     *
     * @param json UTF-8; masked as plain text when it is no JSON document
     * @param words the words that stay as they are
     * @return the same array when there was nothing to mask
     */
    byte[] redact(byte[] json, FormatWords words);

    /**
     * A stream that masks what passes through it, however the writes are cut. It holds back at most the length of the
     * longest secret form; {@code flush} passes on only what can no longer become part of a secret, {@code close}
     * passes on the rest and closes {@code target}.
     */
    OutputStream filter(OutputStream target);
}
