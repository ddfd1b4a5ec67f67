package io.jenkins.plugins.ansibleevents.engine.inbound.request;

import java.net.InetAddress;

/**
 * Addresses with the same beginning: {@code 10.0.0.0/8}, {@code 2001:db8::/32}, or one address alone.
 *
 * @param address where it begins
 * @param bits how many bits of it count
 */
record Network(InetAddress address, int bits) {

    /**
     * Reads a network.
     *
     * @throws IllegalArgumentException saying what it should be
     */
    static Network parse(String text) {
        String[] parts = text.strip().split("/", 2);
        InetAddress address = Addresses.of(parts[0]).orElseThrow(() -> unusable(text));
        int all = address.getAddress().length * Byte.SIZE;
        int bits = parts.length == 1 ? all : bits(parts[1], text);
        if (bits > all) {
            throw unusable(text);
        }
        return new Network(address, bits);
    }

    private static int bits(String digits, String text) {
        if (!digits.matches("\\d{1,3}")) {
            throw unusable(text);
        }
        return Integer.parseInt(digits);
    }

    private static IllegalArgumentException unusable(String text) {
        return new IllegalArgumentException(
                "must be an address or a network, for example 10.0.0.5, 10.0.0.0/8 or 2001:db8::/32, is \"" + text
                        + "\"");
    }

    boolean contains(InetAddress other) {
        byte[] mine = address.getAddress();
        byte[] its = other.getAddress();
        if (mine.length != its.length) {
            return false;
        }
        for (int bit = 0; bit < bits; bit++) {
            int mask = 0x80 >> bit % Byte.SIZE;
            if (((mine[bit / Byte.SIZE] ^ its[bit / Byte.SIZE]) & mask) != 0) {
                return false;
            }
        }
        return true;
    }
}
