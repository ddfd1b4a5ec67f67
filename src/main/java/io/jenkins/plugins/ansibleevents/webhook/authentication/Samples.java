package io.jenkins.plugins.ansibleevents.webhook.authentication;

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

    /** The signature of Standard Webhooks, whose key is the decoded secret. */
    static String standardWebhooks() {
        return "webhook-signature: v1,$(printf %s \"$ID.$NOW.$BODY\" | openssl dgst -binary -sha256 -mac HMAC"
                + " -macopt hexkey:$KEY | openssl base64 -A)";
    }
}
