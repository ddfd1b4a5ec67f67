package io.jenkins.plugins.ansibleevents.engine.inbound;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Signs as a sender does. */
public final class Signatures {

    private Signatures() {}

    /** HMAC-SHA-256 in hex. */
    public static String hmac(String secret, String text) {
        return hmac(secret, text.getBytes(StandardCharsets.UTF_8));
    }

    /** HMAC-SHA-256 in hex. */
    public static String hmac(String secret, byte[] bytes) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return HexFormat.of().formatHex(mac.doFinal(bytes));
        } catch (java.security.GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }
}
