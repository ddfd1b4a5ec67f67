package io.jenkins.plugins.ansibleevents.engine.tls;

import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One {@code -----BEGIN LABEL-----} of a PEM text (RFC 7468). Text between the blocks is a comment.
 *
 * @param label for example {@code CERTIFICATE}
 * @param base64 its content, after the header fields of a key with OpenSSL's older encryption
 */
record PemBlock(String label, String base64) {

    private static final Pattern BLOCK =
            Pattern.compile("-----BEGIN ([A-Z0-9 ]+)-----(.*?)-----END \\1-----", Pattern.DOTALL);

    /** All blocks of a text, in their order. */
    static List<PemBlock> of(String text) {
        var blocks = new ArrayList<PemBlock>();
        Matcher block = BLOCK.matcher(text);
        while (block.find()) {
            blocks.add(new PemBlock(block.group(1), block.group(2)));
        }
        return blocks;
    }

    /** Whether the block has the header fields with which OpenSSL encrypted keys before PKCS #8. */
    boolean isEncryptedTheOldWay() {
        return base64.contains("ENCRYPTED");
    }

    /** The decoded content; errors name {@code place} as the origin of the block. */
    byte[] der(String place) throws PemException {
        try {
            return Base64.getDecoder().decode(base64.replaceAll("\\s", ""));
        } catch (IllegalArgumentException e) {
            // The error does not name its cause on purpose: it could quote the key.
            throw new PemException(place + ": the block " + label + " is damaged: it is not base64");
        }
    }
}
