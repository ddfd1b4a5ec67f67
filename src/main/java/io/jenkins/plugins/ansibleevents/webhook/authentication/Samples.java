package io.jenkins.plugins.ansibleevents.webhook.authentication;

import java.util.List;

/** Parts of the sample commands that send a signed message. */
final class Samples {

    /** The signed text without a time. */
    static final String BODY = "$BODY";

    /** Sets the signed time. */
    static final String NOW = "NOW=$(date +%s)";

    private Samples() {}

    /** A header with an HMAC of a text, computed by openssl. */
    static String hmac(String before, String text, String algorithm) {
        return before + "$(printf %s \"" + text + "\" | openssl dgst -" + algorithm
                + " -hmac \"$SECRET\" | sed 's/.* //')";
    }

    /** The same in base64. */
    static String hmacBase64(String before, String text, String algorithm) {
        return before + "$(printf %s \"" + text + "\" | openssl dgst -binary -" + algorithm
                + " -hmac \"$SECRET\" | openssl base64 -A)";
    }

    /** The fields of Standard Webhooks, whose key is the decoded secret. */
    static List<String> standardWebhooksHeaders() {
        return List.of(
                "webhook-id: $ID",
                "webhook-timestamp: $NOW",
                "webhook-signature: v1,$(printf %s \"$ID.$NOW.$BODY\" | openssl dgst -binary -sha256 -mac HMAC"
                        + " -macopt hexkey:$KEY | openssl base64 -A)");
    }

    /** What these fields need. */
    static List<String> standardWebhooksLines() {
        return List.of(
                "ID=$(openssl rand -hex 16)",
                NOW,
                "KEY=$(printf %s \"${SECRET#whsec_}\" | openssl base64 -d -A | od -An -v -tx1 | tr -d ' \\n')");
    }
}
