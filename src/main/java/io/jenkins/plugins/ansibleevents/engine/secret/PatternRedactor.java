package io.jenkins.plugins.ansibleevents.engine.secret;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.ansibleevents.engine.text.AnsiCodes;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.function.UnaryOperator;

/**
 * Finds all forms of all secrets ({@link SecretForms} lists them) in one pass over the bytes.
 *
 * <p>Secrets of fewer than {@value SecretForms#MIN_LENGTH} characters are not masked: their mask would stand in every
 * line and reveal more than it hides. Bytes that are one JSON document are masked text by text and stay JSON (compact,
 * without white space); a number that is a secret becomes the text of the mask.
 *
 * <p>People read texts without their colours. A text in which colours stand inside of a secret is masked without its
 * colours; in a stream ({@link #filter}) such a secret stays as it is, in pieces.
 */
final class PatternRedactor implements Redactor {

    private static final char ESCAPE = 0x1b;

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
        byte[] masked = redact(utf8, FormatWords.NONE);
        return masked == utf8 ? text : new String(masked, StandardCharsets.UTF_8);
    }

    @Override
    public byte[] redact(byte[] utf8) {
        return redact(utf8, FormatWords.NONE);
    }

    @Override
    public byte[] redact(byte[] json, FormatWords words) {
        if (patterns.isEmpty()) {
            return json;
        }
        boolean clean = isClean(json);
        return clean && !hasEscape(json) ? json : masked(json, words, clean);
    }

    /** Whether the character that begins colours is among the bytes, as such or as JSON writes it. */
    private static boolean hasEscape(byte[] bytes) {
        for (int i = 0; i < bytes.length; i++) {
            if (bytes[i] == ESCAPE || bytes[i] == '\\' && isEscapedAt(bytes, i)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isEscapedAt(byte[] bytes, int at) {
        return at + 5 < bytes.length
                && bytes[at + 1] == 'u'
                && bytes[at + 3] == '0'
                && bytes[at + 4] == '1'
                && (bytes[at + 5] | 0x20) == 'b';
    }

    private boolean isClean(byte[] utf8) {
        return patterns.find(utf8, 0, utf8.length) < 0;
    }

    /** @param clean whether no secret stands in the bytes as they are */
    private byte[] masked(byte[] utf8, FormatWords words, boolean clean) {
        var mask = new TextMask();
        @CheckForNull byte[] json = new JsonMasking(mask, words).apply(utf8);
        if (json != null) {
            return clean && !mask.used ? utf8 : json;
        }
        byte[] plain = clean ? utf8 : maskedPlain(utf8);
        String text = new String(plain, StandardCharsets.UTF_8);
        String joined = maskedWithoutColours(text);
        return joined.equals(text) ? plain : joined.getBytes(StandardCharsets.UTF_8);
    }

    /** Masks texts, and remembers whether there was anything to mask. */
    private final class TextMask implements UnaryOperator<String> {

        private boolean used;

        @Override
        public String apply(String text) {
            byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
            String masked = isClean(utf8) ? text : new String(maskedPlain(utf8), StandardCharsets.UTF_8);
            masked = maskedWithoutColours(masked);
            used = used || !masked.equals(text);
            return masked;
        }
    }

    /** The text, or where a secret appears when its colours are removed, the masked text without colours. */
    private String maskedWithoutColours(String text) {
        if (text.indexOf(ESCAPE) < 0) {
            return text;
        }
        byte[] plain = AnsiCodes.removed(text).getBytes(StandardCharsets.UTF_8);
        return isClean(plain) ? text : new String(maskedPlain(plain), StandardCharsets.UTF_8);
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
