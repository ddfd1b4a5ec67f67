package io.jenkins.plugins.ansibleevents.engine.inbound.request;

import java.net.URLDecoder;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * {@code application/x-www-form-urlencoded}: the query of a URL, or the body of a form.
 *
 * @param fields in the order they came; a name may come more than once
 */
public record FormFields(List<Field> fields) {

    /** Far more than any sender needs; a flood is refused before it is kept. */
    private static final int MAX_FIELDS = 1_000;

    /** One field. */
    public record Field(String name, String value) {

        /** Values may be secrets: only the name. */
        @Override
        public String toString() {
            return name;
        }
    }

    public FormFields {
        fields = List.copyOf(fields);
    }

    /**
     * Reads fields.
     *
     * @param encoded percent-encoded UTF-8, byte for byte as characters (ISO 8859-1)
     * @throws IllegalArgumentException when the encoding is broken, without quoting it
     */
    public static FormFields parse(String encoded) {
        var fields = new ArrayList<Field>();
        for (String part : encoded.split("&", MAX_FIELDS + 1)) {
            if (fields.size() == MAX_FIELDS) {
                throw new IllegalArgumentException("more than " + MAX_FIELDS + " fields");
            }
            if (!part.isEmpty()) {
                String[] pair = part.split("=", 2);
                fields.add(new Field(decoded(pair[0]), pair.length == 1 ? "" : decoded(pair[1])));
            }
        }
        return new FormFields(fields);
    }

    private static String decoded(String part) {
        try {
            byte[] bytes = URLDecoder.decode(part, StandardCharsets.ISO_8859_1).getBytes(StandardCharsets.ISO_8859_1);
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException | IllegalArgumentException e) {
            // The cause is left out on purpose: it quotes the text.
            throw new IllegalArgumentException("not percent-encoded UTF-8");
        }
    }

    /** The value of a field that decides something: empty when it is absent <em>or comes more than once</em>. */
    public Optional<String> only(String name) {
        List<Field> named =
                fields.stream().filter(field -> field.name().equals(name)).toList();
        return named.size() == 1 ? Optional.of(named.get(0).value()) : Optional.empty();
    }
}
