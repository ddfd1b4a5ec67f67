package io.jenkins.plugins.ansibleevents.engine.inbound.auth;

import java.util.Base64;
import java.util.HexFormat;

/** How the bytes of a signature are written in a header. */
public enum SignatureFormat {
    /** Two digits a byte, in either case. */
    HEX {
        @Override
        byte[] parse(String text) {
            return HexFormat.of().parseHex(text);
        }
    },
    /** RFC 4648 with {@code +} and {@code /}; the padding may be left out. */
    BASE64 {
        @Override
        byte[] parse(String text) {
            return Base64.getDecoder().decode(text);
        }
    };

    abstract byte[] parse(String text);

    byte[] decode(String text) throws NotAuthentic {
        try {
            return parse(text);
        } catch (IllegalArgumentException e) {
            throw new NotAuthentic("the signature is not " + name().toLowerCase(java.util.Locale.ROOT));
        }
    }
}
