package io.jenkins.plugins.ansibleevents.engine.tls;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.Optional;

/** The part of ASN.1's DER that converts the older forms of private keys to PKCS #8, the only form that Java reads. */
final class Der {

    private static final int INTEGER = 0x02;
    private static final int OCTETS = 0x04;
    private static final int SEQUENCE = 0x30;

    /** {@code [0]}: the parameters of an elliptic curve in SEC 1. */
    private static final int CURVE = 0xa0;

    private static final byte[] VERSION_0 = element(INTEGER, new byte[] {0});

    /** OBJECT IDENTIFIER rsaEncryption, NULL. */
    private static final byte[] RSA = HexFormat.of().parseHex("06092a864886f70d0101010500");

    /** OBJECT IDENTIFIER id-ecPublicKey. */
    private static final byte[] EC = HexFormat.of().parseHex("06072a8648ce3d0201");

    private static final int LONG_FORM = 0x80;

    private Der() {}

    /** Wraps a PKCS #1 key in PKCS #8. */
    static byte[] pkcs8OfRsa(byte[] pkcs1) {
        return pkcs8(RSA, pkcs1);
    }

    /**
     * Wraps a SEC 1 key in PKCS #8, without the fields that would stand there twice: Java does not read these.
     *
     * @param curve the identifier of the curve as it stands in {@code BEGIN EC PARAMETERS}
     * @throws java.nio.BufferUnderflowException when the key is no DER
     */
    static byte[] pkcs8OfEc(byte[] sec1, byte[] curve) {
        ByteBuffer fields = content(ByteBuffer.wrap(sec1));
        byte[] version = element(INTEGER, bytes(content(fields)));
        byte[] key = element(OCTETS, bytes(content(fields)));
        return pkcs8(join(EC, curve), element(SEQUENCE, join(version, key)));
    }

    private static byte[] pkcs8(byte[] algorithm, byte[] key) {
        return element(SEQUENCE, join(VERSION_0, element(SEQUENCE, algorithm), element(OCTETS, key)));
    }

    /**
     * The curve named inside a SEC 1 key.
     *
     * @throws java.nio.BufferUnderflowException when it is no DER
     */
    static Optional<byte[]> curveOf(byte[] sec1) {
        ByteBuffer fields = content(ByteBuffer.wrap(sec1));
        while (fields.hasRemaining()) {
            int tag = fields.get(fields.position()) & 0xff;
            ByteBuffer content = content(fields);
            if (tag == CURVE) {
                return Optional.of(bytes(content));
            }
        }
        return Optional.empty();
    }

    /** Takes the next element; returns its content. */
    private static ByteBuffer content(ByteBuffer from) {
        from.get();
        int length = from.get() & 0xff;
        if (length >= LONG_FORM) {
            int octets = length - LONG_FORM;
            length = 0;
            for (int i = 0; i < octets; i++) {
                length = length << 8 | from.get() & 0xff;
            }
        }
        if (length < 0 || length > from.remaining()) {
            throw new java.nio.BufferUnderflowException();
        }
        ByteBuffer content = from.slice(from.position(), length);
        from.position(from.position() + length);
        return content;
    }

    private static byte[] bytes(ByteBuffer content) {
        byte[] bytes = new byte[content.remaining()];
        content.get(bytes);
        return bytes;
    }

    private static byte[] element(int tag, byte[] content) {
        var element = new ByteArrayOutputStream();
        element.write(tag);
        if (content.length < LONG_FORM) {
            element.write(content.length);
        } else {
            // Two octets are enough for keys of half a million bits.
            element.write(LONG_FORM + 2);
            element.write(content.length >> 8);
            element.write(content.length);
        }
        element.writeBytes(content);
        return element.toByteArray();
    }

    private static byte[] join(byte[]... parts) {
        var all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }
}
