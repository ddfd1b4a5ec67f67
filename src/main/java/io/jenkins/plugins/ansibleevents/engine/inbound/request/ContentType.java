package io.jenkins.plugins.ansibleevents.engine.inbound.request;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The content type that a sender declares.
 *
 * @param type in small letters, without parameters; empty when there is no such header field
 * @param charset in small letters; empty when none is named
 */
public record ContentType(String type, String charset) {

    private static final String FORM = "application/x-www-form-urlencoded";
    private static final String PLAIN = "text/plain";
    private static final Pattern JSON = Pattern.compile("(application|text)/(json|[a-z0-9.!#$&^_-]+\\+json)");
    private static final Pattern CHARSET = Pattern.compile(";\\s*charset\\s*=\\s*[\"']?([^;\"'\\s]*)");

    /** ASCII is part of UTF-8. */
    private static final Set<String> UTF_8 = Set.of("", "utf-8", "utf8", "us-ascii", "ascii");

    /** Two fields are kept as one that is no type: two readers could see two different ones. */
    public static ContentType of(Headers headers) {
        List<String> values = headers.all("Content-Type");
        String value = String.join(" and ", values).toLowerCase(Locale.ROOT);
        Matcher charset = CHARSET.matcher(value);
        return new ContentType(value.split(";", 2)[0].strip(), charset.find() ? charset.group(1) : "");
    }

    /** Whether the body may be JSON as it stands. Many senders declare plain text, or nothing. */
    public boolean isJson() {
        return JSON.matcher(type).matches() || type.isEmpty() || type.equals(PLAIN);
    }

    /** Whether the body is a form, in which some senders put their JSON. */
    public boolean isForm() {
        return type.equals(FORM);
    }

    public boolean isUtf8() {
        return UTF_8.contains(charset);
    }

    /** Whether any web page can make its reader's browser send this type, to any server, without being asked. */
    public boolean isOpenToWebPages() {
        return type.isEmpty() || type.equals(PLAIN) || isForm();
    }
}
