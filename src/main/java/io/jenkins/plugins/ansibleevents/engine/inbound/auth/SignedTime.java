package io.jenkins.plugins.ansibleevents.engine.inbound.auth;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.regex.Pattern;

/**
 * A timestamp header that is part of the signed text.
 *
 * @param header the field that holds Unix time in seconds, or in milliseconds (13 digits)
 * @param template the signed text with the placeholders {@code {timestamp}} and, exactly once, {@code {body}}; for
 *     example {@code {timestamp}:{body}} or {@code v0:{timestamp}:{body}}
 * @param tolerance how far the time may be from now, both ways
 */
public record SignedTime(String header, String template, Duration tolerance) {

    private static final String BODY = "{body}";
    private static final String TIMESTAMP = "{timestamp}";
    private static final Pattern UNIX_TIME = Pattern.compile("\\d{1,10}|\\d{13}");

    public SignedTime {
        if (template.split(Pattern.quote(BODY), -1).length != 2 || !template.contains(TIMESTAMP)) {
            throw new IllegalArgumentException(
                    "the template must contain {timestamp}, and {body} exactly once, is \"" + template + "\"");
        }
    }

    byte[] before(String timestamp) {
        return filled(template.substring(0, template.indexOf(BODY)), timestamp);
    }

    byte[] after(String timestamp) {
        return filled(template.substring(template.indexOf(BODY) + BODY.length()), timestamp);
    }

    private static byte[] filled(String part, String timestamp) {
        return part.replace(TIMESTAMP, timestamp).getBytes(StandardCharsets.UTF_8);
    }

    /** Reads Unix time. */
    static Instant parse(String timestamp) throws NotAuthentic {
        if (!UNIX_TIME.matcher(timestamp).matches()) {
            throw new NotAuthentic("the timestamp is not Unix time");
        }
        long number = Long.parseLong(timestamp);
        return timestamp.length() == 13 ? Instant.ofEpochMilli(number) : Instant.ofEpochSecond(number);
    }
}
