package io.jenkins.plugins.ansibleevents.engine.playbook;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HexFormat;
import java.util.Iterator;

/**
 * Values as a YAML file of extra variables that Ansible neither renders nor decrypts, and whose types stay:
 *
 * <pre>
 * --- !unsafe {? "severity" : "{{ 7*7 }}",? "hosts" : !unsafe ["a","b"],? "n" : !!int "5"}
 * </pre>
 *
 * <p>Every mapping and every list is tagged {@code !unsafe}, and no text is:
 *
 * <ul>
 *   <li>ansible-core before 2.19 marks the content of a tagged collection, but loses the lists in it unless they have a
 *       tag themselves;
 *   <li>ansible-core 2.19 and later passes the tag on to the whole content, but would guess the type of a tagged text:
 *       {@code 0755} would become 493, {@code no} false.
 * </ul>
 *
 * <p>Double quotes make texts texts, and everything but printable ASCII is escaped: the file holds no character that a
 * YAML parser reads as a line end or refuses. Keys have their {@code ?}, because without it they could not be longer
 * than 1024 characters. The file is never JSON, because Ansible would try that first, with its own rules for objects
 * such as {@code {"__ansible_vault": ...}}.
 */
final class DataFile {

    private final StringBuilder yaml = new StringBuilder("--- ");

    private DataFile() {}

    static String of(ObjectNode values) {
        var file = new DataFile();
        file.mapping(values);
        return file.yaml.append('\n').toString();
    }

    private void value(JsonNode node) {
        switch (node.getNodeType()) {
            case OBJECT -> mapping(node);
            case ARRAY -> list(node);
            case NUMBER -> number(node);
            case BOOLEAN -> yaml.append(node.booleanValue());
            case NULL, MISSING -> yaml.append("null");
            default -> text(node.asText());
        }
    }

    private void mapping(JsonNode object) {
        yaml.append("!unsafe {");
        String separator = "";
        for (var field : object.properties()) {
            yaml.append(separator).append("? ");
            text(field.getKey());
            yaml.append(" : ");
            value(field.getValue());
            separator = ",";
        }
        yaml.append('}');
    }

    private void list(JsonNode array) {
        yaml.append("!unsafe [");
        for (Iterator<JsonNode> each = array.iterator(); each.hasNext(); ) {
            value(each.next());
            yaml.append(each.hasNext() ? "," : "");
        }
        yaml.append(']');
    }

    /** Writes the number with its tag, because without one YAML does not read {@code 1E+2} as a number. */
    private void number(JsonNode number) {
        if (number.isIntegralNumber()) {
            yaml.append("!!int \"").append(number.bigIntegerValue()).append('"');
        } else {
            yaml.append("!!float \"").append(fraction(number)).append('"');
        }
    }

    private static String fraction(JsonNode number) {
        double value = number.doubleValue();
        if (Double.isNaN(value)) {
            return ".nan";
        }
        if (Double.isInfinite(value)) {
            return value > 0 ? ".inf" : "-.inf";
        }
        return Double.toString(value);
    }

    private void text(String text) {
        yaml.append('"');
        text.codePoints().forEach(this::character);
        yaml.append('"');
    }

    private void character(int c) {
        if (c == '"' || c == '\\') {
            yaml.append('\\').append((char) c);
        } else if (c >= ' ' && c <= '~') {
            yaml.append((char) c);
        } else {
            yaml.append("\\U").append(HexFormat.of().toHexDigits(c));
        }
    }
}
