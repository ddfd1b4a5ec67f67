package io.jenkins.plugins.ansibleevents.engine.runner;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;

/** Writes both sides of a run as the callback would: its record, and the display text with the mark. */
final class RawRecord {

    static final String NONCE = "0123abcd";
    static final String MARK = "\u001b_ansible-events:" + NONCE + "\u001b\\";

    private final ByteArrayOutputStream record = new ByteArrayOutputStream();
    private final ByteArrayOutputStream display = new ByteArrayOutputStream();
    private long sequence;

    RawRecord about() {
        return line('A', "{\"core_version\":\"2.18.12\",\"executable\":\"/bin/ansible-playbook\"}", "");
    }

    RawRecord mark() {
        return text(MARK);
    }

    /** Text that no event claims. */
    RawRecord text(String text) {
        display.writeBytes(text.getBytes(StandardCharsets.UTF_8));
        return this;
    }

    /** An event with its display text. */
    RawRecord event(String uuid, String type, String text) {
        text(text);
        return claim(uuid, type, text);
    }

    /** An event that claims a text, wherever that stands. */
    RawRecord claim(String uuid, String type, String text) {
        return line('E', "{\"uuid\":\"" + uuid + "\",\"event\":\"" + type + "\",\"event_data\":{}}", text);
    }

    RawRecord line(char kind, String json, String text) {
        sequence++;
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        var crc = new CRC32();
        crc.update(bytes);
        long newlines = text.chars().filter(c -> c == '\n').count();
        String head = kind + " " + sequence + " " + newlines + " " + bytes.length + " " + crc.getValue() + " ";
        record.writeBytes((head + json + "\n").getBytes(StandardCharsets.UTF_8));
        return this;
    }

    RawRecord lose(int lines) {
        sequence += lines;
        return this;
    }

    byte[] record() {
        return record.toByteArray();
    }

    byte[] display() {
        return display.toByteArray();
    }
}
