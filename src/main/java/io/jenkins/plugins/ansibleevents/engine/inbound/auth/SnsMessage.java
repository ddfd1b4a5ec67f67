package io.jenkins.plugins.ansibleevents.engine.inbound.auth;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.ansibleevents.engine.inbound.json.StrictJson;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Base64;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A message of Amazon SNS to an HTTP(S) endpoint: the fields that are needed to check it; none is trusted yet.
 *
 * @param json the body
 */
record SnsMessage(JsonNode json) {

    static final String NOTIFICATION = "Notification";
    static final String SUBSCRIBE = "SubscriptionConfirmation";
    static final String UNSUBSCRIBE = "UnsubscribeConfirmation";

    private static final List<String> NOTIFICATION_FIELDS =
            List.of("Message", "MessageId", "Subject", "Timestamp", "TopicArn", "Type");
    private static final List<String> CONFIRMATION_FIELDS =
            List.of("Message", "MessageId", "SubscribeURL", "Timestamp", "Token", "TopicArn", "Type");
    private static final Pattern CERTIFICATE = Pattern.compile("/SimpleNotificationService-[0-9a-f]{8,64}\\.pem");

    static SnsMessage parse(byte[] body) throws NotAuthentic {
        try {
            return new SnsMessage(StrictJson.parse(body));
        } catch (StrictJson.MalformedJson e) {
            throw new NotAuthentic("not a message of SNS: " + e.getMessage());
        }
    }

    String type() throws NotAuthentic {
        return required("Type");
    }

    String topic() throws NotAuthentic {
        return required("TopicArn");
    }

    String id() throws NotAuthentic {
        return required("MessageId");
    }

    private String required(String field) throws NotAuthentic {
        JsonNode value = json.path(field);
        if (!value.isTextual()) {
            throw new NotAuthentic("not a message of SNS: no " + field
                    + (json.isObject() ? "; is raw message delivery switched on? It has no signature" : ""));
        }
        return value.textValue();
    }

    Instant timestamp() throws NotAuthentic {
        try {
            return Instant.parse(required("Timestamp"));
        } catch (DateTimeParseException e) {
            throw new NotAuthentic("the Timestamp is none");
        }
    }

    /** The name of the algorithm in Java's words. */
    String algorithm() throws NotAuthentic {
        return switch (required("SignatureVersion")) {
            case "1" -> "SHA1withRSA";
            case "2" -> "SHA256withRSA";
            default -> throw new NotAuthentic("the SignatureVersion is neither 1 nor 2");
        };
    }

    byte[] signature() throws NotAuthentic {
        try {
            return Base64.getDecoder().decode(required("Signature"));
        } catch (IllegalArgumentException e) {
            throw new NotAuthentic("the Signature is not base64");
        }
    }

    /** The signed text: names and values of the fields, each on a line of its own, in the order of the names. */
    byte[] signed() throws NotAuthentic {
        boolean notification = type().equals(NOTIFICATION);
        var text = new StringBuilder();
        for (String field : notification ? NOTIFICATION_FIELDS : CONFIRMATION_FIELDS) {
            // The only one that may be missing.
            if (!field.equals("Subject") || json.path(field).isTextual()) {
                text.append(field).append('\n').append(required(field)).append('\n');
            }
        }
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    /** Where the certificate is, when that is a place of Amazon's for this region. */
    URI certificate(String host) throws NotAuthentic {
        URI uri = uri("SigningCertURL", host);
        if (uri.getRawQuery() != null || !CERTIFICATE.matcher(uri.getRawPath()).matches()) {
            throw new NotAuthentic("the SigningCertURL is not that of a certificate of SNS");
        }
        return uri;
    }

    /** The URL that confirms the subscription, if it is one of Amazon's for this region. */
    URI confirmation(String host) throws NotAuthentic {
        URI uri = uri("SubscribeURL", host);
        String query = uri.getRawQuery() == null ? "" : uri.getRawQuery();
        if (!List.of(query.split("&")).contains("Action=ConfirmSubscription")) {
            throw new NotAuthentic("the SubscribeURL does not confirm a subscription");
        }
        return uri;
    }

    private URI uri(String field, String host) throws NotAuthentic {
        URI uri;
        try {
            uri = URI.create(required(field));
        } catch (IllegalArgumentException e) {
            throw new NotAuthentic("the " + field + " is no URL");
        }
        boolean ofAmazon = "https".equals(uri.getScheme())
                && host.equals(uri.getRawAuthority())
                && uri.getRawFragment() == null
                && uri.getRawPath() != null;
        if (!ofAmazon) {
            throw new NotAuthentic("the " + field + " is not at https://" + host);
        }
        return uri;
    }
}
