package io.jenkins.plugins.ansibleevents.engine.secret;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URLEncoder;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class PatternRedactorPropertyTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final ObjectMapper ASCII_JSON = JsonMapper.builder()
            .configure(JsonWriteFeature.ESCAPE_NON_ASCII, true)
            .build();

    /** Passwords as people and generators make them; no '*', which the mask is made of. */
    @Provide
    Arbitrary<String> secrets() {
        Arbitrary<Character> characters = Arbitraries.frequencyOf(
                net.jqwik.api.Tuple.of(10, Arbitraries.chars().range('!', '~').filter(c -> c != '*')),
                net.jqwik.api.Tuple.of(1, Arbitraries.of('\t', '\n', ' ', '\u0001')),
                net.jqwik.api.Tuple.of(2, Arbitraries.of('ä', 'ß', '日', '€', '\u007f', '/', '\\', '"', '\'')));
        return characters
                .list()
                .ofMinSize(6)
                .ofMaxSize(24)
                .map(list -> {
                    var text = new StringBuilder();
                    list.forEach(text::append);
                    return text.toString();
                })
                .filter(text -> !text.isBlank() && text.strip().length() >= 6);
    }

    /** Text around a secret that cannot become a part of it. */
    @Provide
    Arbitrary<String> surroundings() {
        return Arbitraries.of("", " ", "\n", "|", "\u00ff|", "{}", "| |", "€|");
    }

    private static List<String> guises(String secret) throws JsonProcessingException {
        String json = quoted(JSON, secret);
        String ascii = quoted(ASCII_JSON, secret);
        String url = URLEncoder.encode(secret, UTF_8);
        byte[] bytes = secret.getBytes(UTF_8);
        return List.of(
                secret,
                json,
                ascii,
                quoted(JSON, json),
                url,
                url.replace("+", "%20"),
                "'" + secret.replace("'", "'\\''") + "'",
                Base64.getEncoder().encodeToString(bytes),
                Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
    }

    private static String quoted(ObjectMapper mapper, String text) throws JsonProcessingException {
        String json = mapper.writeValueAsString(text);
        return json.substring(1, json.length() - 1);
    }

    @Property(tries = 300)
    void noGuiseSurvivesHoweverTheStreamIsCut(
            @ForAll("secrets") String secret,
            @ForAll("surroundings") String before,
            @ForAll("surroundings") String after,
            @ForAll @Size(min = 1, max = 8) List<@IntRange(min = 1, max = 40) Integer> cuts)
            throws IOException {
        Redactor redactor = Redactor.of(List.of(Secret.of(secret)));
        for (String guise : guises(secret)) {
            String text = before + guise + after;
            String shown = filtered(redactor, text, cuts);
            assertThat(shown).doesNotContain(guise).contains(Secret.MASK);
            assertThat(redactor.redact(text)).doesNotContain(guise).contains(Secret.MASK);
        }
    }

    @Property(tries = 300)
    void theCutsOfAStreamChangeNothing(
            @ForAll("secrets") String one,
            @ForAll("secrets") String two,
            @ForAll @Size(min = 1, max = 8) List<@IntRange(min = 1, max = 9) Integer> cuts)
            throws IOException {
        Redactor redactor = Redactor.of(List.of(Secret.of(one), Secret.of(two)));
        String text = one + two.substring(0, 3) + one.substring(2) + "x\\" + two + two;
        assertThat(filtered(redactor, text, cuts)).isEqualTo(filtered(redactor, text, List.of(1_000)));
    }

    @Property(tries = 300)
    void base64OfSomethingLongerHidesTheSecretInside(
            @ForAll("secrets") String secret, @ForAll @Size(max = 4) List<Byte> before, @ForAll boolean url) {
        Redactor redactor = Redactor.of(List.of(Secret.of(secret)));
        var whole = new ByteArrayOutputStream();
        before.forEach(whole::write);
        whole.writeBytes(secret.getBytes(UTF_8));
        whole.writeBytes("tail".getBytes(UTF_8));
        Base64.Encoder encoder = url ? Base64.getUrlEncoder() : Base64.getEncoder();
        String encoded = encoder.encodeToString(whole.toByteArray());

        String shown = redactor.redact("token=" + encoded);

        assertThat(shown).contains(Secret.MASK);
        // Only characters that belong to the secret's neighbours too are left.
        assertThat(shown.length())
                .isLessThanOrEqualTo(
                        "token=".length() + Secret.MASK.length() + (before.size() * 8 + 5) / 6 + (4 * 8 + 5) / 6 + 3);
    }

    @Property(tries = 200)
    void textWithoutSecretsIsUnchanged(
            @ForAll("harmless") String text,
            @ForAll @Size(min = 1, max = 5) List<@IntRange(min = 1, max = 9) Integer> cuts)
            throws IOException {
        Redactor redactor = Redactor.of(List.of(Secret.of("hunter2"), Secret.of("0000-1111")));
        assertThat(redactor.redact(text)).isSameAs(text);
        assertThat(filtered(redactor, text, cuts)).isEqualTo(text);
    }

    @Provide
    Arbitrary<String> harmless() {
        return Arbitraries.strings()
                .withChars("hunter01-\\u\"\nä")
                .ofMaxLength(60)
                .filter(text -> !text.contains("hunter2") && !text.contains("0000-1111"));
    }

    @Property(tries = 300)
    void jsonStaysJson(@ForAll("nasty") String secret, @ForAll("harmless") String other) throws IOException {
        Redactor redactor = Redactor.of(List.of(Secret.of(secret)));
        var event = JSON.createObjectNode().put("pin", 1234567).put("ok", true).put("text", other + secret + other);
        event.put(other, secret)
                .putArray("list")
                .add(secret)
                .add(quoted(JSON, secret))
                .add(1.5)
                .addNull();
        for (ObjectMapper mapper : List.of(JSON, ASCII_JSON)) {
            byte[] masked = redactor.redact(mapper.writeValueAsBytes(event));
            var tree = JSON.readTree(masked);
            assertThat(tree.path("text").asText()).doesNotContain(secret);
            assertThat(tree.path("list").get(0).asText()).isEqualTo(Secret.MASK);
        }
    }

    /** Secrets that look like pieces of JSON. */
    @Provide
    Arbitrary<String> nasty() {
        return Arbitraries.oneOf(
                secrets(),
                Arbitraries.of("1234567", "true", "\":\"", "\\\\\\", "u0001", "null,", "}]}", "nth", "\",\"", "abc\\"));
    }

    private static String filtered(Redactor redactor, String text, List<Integer> cuts) throws IOException {
        var target = new ByteArrayOutputStream();
        byte[] bytes = text.getBytes(UTF_8);
        var sizes = new ArrayList<>(cuts);
        try (OutputStream stream = redactor.filter(target)) {
            int at = 0;
            for (int i = 0; at < bytes.length; i++) {
                int length = Math.min(sizes.get(i % sizes.size()), bytes.length - at);
                stream.write(bytes, at, length);
                stream.flush();
                at += length;
            }
        }
        return target.toString(UTF_8);
    }
}
