package io.jenkins.plugins.ansibleevents.webhook.authentication;

/** Pieces of the samples. */
final class Samples {

    private Samples() {}

    /** A header with an HMAC of the body, computed by openssl. */
    static String hmac(String before, String algorithm) {
        return before + "$(printf %s \"$BODY\" | openssl dgst -" + algorithm + " -hmac \"$SECRET\" | sed 's/.* //')";
    }

    /** The same in base64. */
    static String hmacBase64(String before, String algorithm) {
        return before + "$(printf %s \"$BODY\" | openssl dgst -binary -" + algorithm
                + " -hmac \"$SECRET\" | openssl base64 -A)";
    }
}
