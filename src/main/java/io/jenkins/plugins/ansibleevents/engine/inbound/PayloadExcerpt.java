package io.jenkins.plugins.ansibleevents.engine.inbound;

import io.jenkins.plugins.ansibleevents.engine.secret.Redactor;
import io.jenkins.plugins.ansibleevents.engine.secret.Secret;
import io.jenkins.plugins.ansibleevents.engine.secret.SecretNames;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/**
 * The beginning of a body for people: known secrets are masked, and so is every value whose key sounds like a secret. It
 * works on broken JSON too; where such a key holds a list or an object, the excerpt ends.
 */
final class PayloadExcerpt {

    private static final int MAX_CHARACTERS = 1_000;
    private static final String KEY = "(?i)(\"[^\"\\\\]{0,64}(?:" + SecretNames.PARTS + ")[^\"]{0,64}\"\\s*:\\s*)";
    private static final Pattern TEXT = Pattern.compile(KEY + "\"(?:[^\"\\\\]|\\\\.)*+\"?");
    private static final Pattern PLAIN = Pattern.compile(KEY + "[^\\s\"\\[{,}\\]]+");
    private static final Pattern NESTED = Pattern.compile(KEY + "[\\[{].*", Pattern.DOTALL);

    private PayloadExcerpt() {}

    static String of(byte[] body, Redactor redactor) {
        // Cut only after masking: a secret must not lose its key or its end to the cut.
        int looked = Math.min(body.length, 16 * MAX_CHARACTERS);
        String text = redactor.redact(new String(body, 0, looked, StandardCharsets.UTF_8));
        text = TEXT.matcher(text).replaceAll("$1\"" + Secret.MASK + "\"");
        text = PLAIN.matcher(text).replaceAll("$1" + Secret.MASK);
        text = NESTED.matcher(text).replaceAll("$1" + Secret.MASK);
        return text.length() <= MAX_CHARACTERS ? text : text.substring(0, MAX_CHARACTERS) + "...";
    }
}
