package io.jenkins.plugins.ansibleevents.engine.secret;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The forms in which a secret may appear in text.
 *
 * <p>Of the value, of each of its longer lines, and of the value without white space around it: as it is; escaped for
 * JSON (as Python, with and without {@code ensure_ascii}, Jackson and encoders that escape {@code /} do it), for Python
 * ({@code repr}) and for a shell (in single quotes, in double quotes, with backslashes); URL-encoded with several sets
 * of safe characters; base64 in both alphabets, alone and at each of the three places inside something longer. All of
 * these once more escaped for JSON, because display text stands inside events.
 */
final class SecretForms {

    /** A shorter secret is not masked, because the mask would cover half of every text. */
    static final int MIN_LENGTH = 3;

    /** Shorter lines of a longer secret are not masked alone, because ordinary text contains them. */
    static final int MIN_LINE_LENGTH = 8;

    /** A shorter piece of base64 is part of nearly every longer one. */
    private static final int MIN_BASE64 = 4;

    private static final int SHORT_BASE64_GROUP = 3;

    private final Set<String> texts = new LinkedHashSet<>();

    private SecretForms() {}

    /** All forms of all secrets as bytes; distinct, none shorter than {@value #MIN_LENGTH} bytes. */
    static byte[][] of(Collection<Secret> secrets) {
        var forms = new SecretForms();
        for (Secret secret : secrets) {
            forms.add(secret.reveal()); // becomes patterns to look for
        }
        return forms.texts.stream()
                .map(text -> text.getBytes(StandardCharsets.UTF_8))
                .filter(bytes -> bytes.length >= MIN_LENGTH)
                .toArray(byte[][]::new);
    }

    private void add(String secret) {
        var values = new LinkedHashSet<String>();
        values.add(secret);
        values.add(secret.strip());
        secret.lines()
                .map(String::strip)
                .filter(line -> line.length() >= MIN_LINE_LENGTH && !line.startsWith("-----"))
                .forEach(values::add);
        for (String value : values) {
            if (value.length() >= MIN_LENGTH) {
                addGuises(value);
            }
        }
    }

    private void addGuises(String value) {
        var guises = new LinkedHashSet<String>();
        guises.add(value);
        guises.addAll(json(value));
        guises.addAll(shell(value));
        guises.addAll(python(value));
        guises.addAll(urls(value));
        guises.addAll(base64(value.getBytes(StandardCharsets.UTF_8)));
        texts.addAll(guises);
        guises.forEach(guise -> texts.addAll(json(guise)));
    }

    private static Set<String> json(String value) {
        var forms = new LinkedHashSet<String>();
        for (int escapedFrom : new int[] {JsonEscape.CONTROLS_ONLY, JsonEscape.NON_ASCII, JsonEscape.NON_PRINTABLE}) {
            String lower = JsonEscape.apply(value, escapedFrom, "%04x");
            String upper = JsonEscape.apply(value, escapedFrom, "%04X");
            forms.addAll(List.of(lower, upper, lower.replace("/", "\\/"), upper.replace("/", "\\/")));
        }
        return forms;
    }

    private static Set<String> shell(String value) {
        var forms = new LinkedHashSet<String>();
        forms.add(value.replace("'", "'\\''"));
        forms.add(value.replace("'", "'\"'\"'"));
        forms.add(value.replaceAll("([\"$`\\\\])", "\\\\$1"));
        forms.add(value.replaceAll("([^A-Za-z0-9_@%+=:,./\\-\\P{ASCII}])", "\\\\$1"));
        return forms;
    }

    private static List<String> python(String value) {
        var text = new StringBuilder();
        for (char c : value.toCharArray()) {
            switch (c) {
                case '\\' -> text.append("\\\\");
                case '\n' -> text.append("\\n");
                case '\r' -> text.append("\\r");
                case '\t' -> text.append("\\t");
                default -> text.append(c < ' ' || c == 0x7f ? String.format("\\x%02x", (int) c) : String.valueOf(c));
            }
        }
        String repr = text.toString();
        return List.of(repr, repr.replace("'", "\\'"));
    }

    private static Set<String> urls(String value) {
        var forms = new LinkedHashSet<String>();
        // Unreserved in RFC 3986; in Python's quote; in encodeURIComponent; in encodeURI; in HTML forms; and before
        // 2005.
        for (String safe : new String[] {"~", "~/", "~!'()*", "~!'()*;/?:@&=+$,#", "*", ""}) {
            for (String format : new String[] {"%%%02X", "%%%02x"}) {
                String encoded = percent(value, "-_." + safe, format);
                forms.add(encoded);
                forms.add(encoded.replace("%20", "+"));
            }
        }
        return forms;
    }

    private static String percent(String value, String safe, String format) {
        var text = new StringBuilder();
        for (byte b : value.getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (b & 0xff);
            boolean keep = c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || safe.indexOf(c) >= 0;
            text.append(keep ? String.valueOf(c) : String.format(format, (int) c));
        }
        return text.toString();
    }

    private static Set<String> base64(byte[] bytes) {
        var forms = new LinkedHashSet<String>();
        for (Base64.Encoder encoder : new Base64.Encoder[] {Base64.getEncoder(), Base64.getUrlEncoder()}) {
            forms.add(encoder.encodeToString(bytes));
            forms.add(encoder.withoutPadding().encodeToString(bytes));
            for (int before = 0; before < SHORT_BASE64_GROUP; before++) {
                String inside = inside(bytes, before, encoder.withoutPadding());
                if (inside.length() >= MIN_BASE64) {
                    forms.add(inside);
                }
            }
        }
        return forms;
    }

    /** The characters that depend on the secret only when {@code before} bytes of something else come first. */
    private static String inside(byte[] bytes, int before, Base64.Encoder encoder) {
        byte[] shifted = new byte[before + bytes.length];
        Arrays.fill(shifted, (byte) 0);
        System.arraycopy(bytes, 0, shifted, before, bytes.length);
        String encoded = encoder.encodeToString(shifted);
        int first = (before * 8 + 5) / 6;
        int end = shifted.length * 8 / 6;
        return first < end ? encoded.substring(first, end) : "";
    }
}
