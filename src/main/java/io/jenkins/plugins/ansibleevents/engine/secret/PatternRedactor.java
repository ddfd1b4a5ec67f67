package io.jenkins.plugins.ansibleevents.engine.secret;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collection;

/**
 * Finds all forms of all secrets ({@link SecretForms} lists them) in one pass over the bytes.
 *
 * <p>Secrets of fewer than {@value SecretForms#MIN_LENGTH} characters are not masked: their mask would stand in every
 * line and reveal more than it hides. Bytes that are one JSON document are masked text by text and stay JSON (compact,
 * without white space); a number that is a secret becomes the text of the mask.
 */
final class PatternRedactor implements Redactor {

    private static final PatternRedactor NONE = new PatternRedactor(new PatternSet(new byte[0][]));

    private final PatternSet patterns;
    private final Masking masking;

    private PatternRedactor(PatternSet patterns) {
        this.patterns = patterns;
        this.masking = new Masking(patterns);
    }

    static Redactor of(Collection<Secret> secrets) {
        byte[][] forms = SecretForms.of(secrets);
        return forms.length == 0 ? NONE : new PatternRedactor(new PatternSet(forms));
    }

    @Override
    public String redact(String text) {
        if (patterns.isEmpty()) {
            return text;
        }
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        return isClean(utf8) ? text : new String(masked(utf8, FormatWords.NONE), StandardCharsets.UTF_8);
    }

    @Override
    public byte[] redact(byte[] utf8) {
        return redact(utf8, FormatWords.NONE);
    }

    @Override
    public byte[] redact(byte[] json, FormatWords words) {
        return isClean(json) ? json : masked(json, words);
    }

    private boolean isClean(byte[] utf8) {
        return patterns.find(utf8, 0, utf8.length) < 0;
    }

    private byte[] masked(byte[] utf8, FormatWords words) {
        @CheckForNull byte[] json = new JsonMasking(this::maskedText, words).apply(utf8);
        return json != null ? json : maskedPlain(utf8);
    }

    private String maskedText(String text) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        return isClean(utf8) ? text : new String(maskedPlain(utf8), StandardCharsets.UTF_8);
    }

    private byte[] maskedPlain(byte[] utf8) {
        var out = new ByteArrayOutputStream(utf8.length);
        try {
            masking.copy(utf8, 0, utf8.length, true, out);
        } catch (IOException e) {
            throw new UncheckedIOException("a stream in memory", e);
        }
        return out.toByteArray();
    }

    @Override
    public OutputStream filter(OutputStream target) {
        return patterns.isEmpty() ? target : new MaskingStream(masking, target);
    }
}
