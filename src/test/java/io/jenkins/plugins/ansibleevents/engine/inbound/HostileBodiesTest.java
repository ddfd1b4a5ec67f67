package io.jenkins.plugins.ansibleevents.engine.inbound;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.ansibleevents.engine.inbound.request.Answer;
import io.jenkins.plugins.ansibleevents.engine.inbound.request.Headers;
import io.jenkins.plugins.ansibleevents.engine.inbound.request.RawRequest;
import io.jenkins.plugins.ansibleevents.engine.secret.Redactor;
import io.jenkins.plugins.ansibleevents.engine.secret.Secret;
import io.jenkins.plugins.ansibleevents.engine.settings.SettingsFile;
import io.jenkins.plugins.ansibleevents.engine.store.Store;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.ByteRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

/** Bad input by the thousand: an answer every time, nothing accepted that should not be, nothing secret written. */
class HostileBodiesTest {

    private static final String SECRET = "wh-s3cret-k3y";
    private static final String GOOD =
            "{\"kind\":\"disk\",\"host\":\"web1\",\"n\":[1,2.5,-3e2,null,true,{\"a\":\"\\u00e9\\n\"}],\"severity\":\"critical\"}";
    private static final Written WRITTEN = new Written();
    private static final Logger LOGGER = Logger.getLogger("io.jenkins.plugins.ansibleevents.engine.inbound");

    private static Path dir;
    private static Store store;
    private static FaultyQueue queue;
    private static RefusedLog refused;
    private static Inbound inbound;

    /** Everything that is logged, at every level. */
    private static final class Written extends Handler {

        final StringBuffer text = new StringBuffer();

        @Override
        public void publish(LogRecord entry) {
            text.append(entry.getMessage()).append(entry.getThrown()).append('\n');
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }

    @BeforeContainer
    static void open() throws Exception {
        dir = Files.createTempDirectory("hostile");
        store = Store.open(dir.resolve("state.mv"), 0);
        queue = new FaultyQueue();
        refused = new RefusedLog(store, Redactor.of(List.of(Secret.of(SECRET))));
        String yaml = """
                auth: { hmac: { secret: wh-s3cret-k3y, header: X-Sig } }
                schema: { type: object, required: [kind], properties: { host: { type: string, maxLength: 20 } } }
                filter: payload.kind == "disk" && payload.n.size() < 100
                maxBodyBytes: 100000
                """;
        var spec = EndpointSettings.read("alerts", SettingsFile.parse(yaml, "serve.yml", dir));
        inbound = new Inbound(
                List.of(spec), queue, store, refused, (e, i) -> Optional.empty(), Clock.systemUTC(), Retention.USUAL);
        LOGGER.setLevel(Level.ALL);
        LOGGER.addHandler(WRITTEN);
    }

    @AfterContainer
    static void close() throws IOException {
        LOGGER.removeHandler(WRITTEN);
        LOGGER.setLevel(null);
        store.close();
        Files.delete(dir.resolve("state.mv"));
        Files.deleteIfExists(dir.resolve("state.mv.checkpoint"));
        Files.delete(dir);
    }

    private static Answer send(byte[] body) {
        Headers headers =
                Headers.of(Map.of("Content-Type", "application/json", "X-Sig", Signatures.hmac(SECRET, body)));
        return inbound.answer(RawRequest.of("POST", "/webhook/alerts", headers, body));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Property(tries = 3000)
    void changedBytesGetAnAnswerAndOnlyStrictJsonIsTaken(
            @ForAll @Size(min = 1, max = 5) List<@ByteRange(min = -128, max = 127) Byte> changes, @ForAll int seed) {
        byte[] body = bytes(GOOD);
        int at = Math.floorMod(seed, body.length);
        for (Byte change : changes) {
            body[at] = change;
            at = Math.floorMod(at * 31 + 7, body.length);
        }

        Answer answer = send(body);

        assertThat(answer.status()).isIn(200, 202, 400, 422);
        if (answer.status() != 400) {
            assertThat(StandardCharsets.UTF_8.newDecoder().onMalformedInput(java.nio.charset.CodingErrorAction.REPORT))
                    .satisfies(d -> d.decode(java.nio.ByteBuffer.wrap(body)));
        }
    }

    @Property(tries = 500)
    void everyTruncationIsRefused(@ForAll int seed) {
        byte[] body = bytes(GOOD);
        byte[] cut = java.util.Arrays.copyOf(body, Math.floorMod(seed, body.length));

        assertThat(send(cut).status()).isEqualTo(400);
    }

    @Property(tries = 500)
    void anyBytesGetAnAnswer(@ForAll byte[] body) {
        assertThat(send(body).status()).isIn(400, 422);
    }

    @Provide
    Arbitrary<String> traps() {
        Arbitrary<Integer> size = Arbitraries.integers().between(101, 10_000);
        return Combinators.combine(size, Arbitraries.integers().between(0, 7)).as((n, kind) -> switch (kind) {
            case 0 -> "[".repeat(n);
            case 1 -> "{\"a\":".repeat(n) + "1" + "}".repeat(n);
            case 2 -> "{\"kind\":" + "9".repeat(n) + "}";
            case 3 -> "{\"kind\":1e" + "9".repeat(n) + "}";
            case 4 -> "{\"kind\":0." + "1".repeat(n) + "}";
            case 5 -> "{\"kind\":\"disk\",\"kind\":\"" + "x".repeat(n) + "\"}";
            case 6 -> "{\"kind\":\"\\ud800" + "x".repeat(n) + "\"}";
            default -> "{\"kind\":-" + "0".repeat(n) + "}";
        });
    }

    @Property(tries = 1000)
    void trapsForParsersAreRefused(@ForAll("traps") String body) {
        Answer answer = send(bytes(body));

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.bytes().length).isLessThan(500);
    }

    @Property(tries = 500)
    void unsignedBytesLearnNothing(@ForAll byte[] body, @ForAll byte[] signature) {
        String text = new String(signature, StandardCharsets.ISO_8859_1);
        Headers headers = Headers.of(Map.of("Content-Type", "application/json", "X-Sig", text));

        Answer answer = inbound.answer(RawRequest.of("POST", "/webhook/alerts", headers, body));

        assertThat(answer).isEqualTo(Answer.error(401, "not authenticated"));
    }

    @Property(tries = 300)
    void secretsAreNeitherLoggedNorKept(@ForAll int number) {
        byte[] body = bytes(
                "{\"password\":\"hunter" + number + "\",\"x\":\"" + SECRET + "\"" + (number % 2 == 0 ? "}" : ","));
        send(body);

        String kept = refused.latest(300).toString();
        assertThat(kept).doesNotContain(SECRET, "hunter" + number, Signatures.hmac(SECRET, body));
        assertThat(WRITTEN.text).doesNotContain(SECRET, "hunter" + number, Signatures.hmac(SECRET, body));
        WRITTEN.text.setLength(0);
    }

    @Property(tries = 1)
    void memoryStaysFlat() {
        long before = usedAfterCollection(1_000);

        long after = usedAfterCollection(20_000);

        assertThat(after - before).as("growth of the heap in bytes").isLessThan(20L << 20);
    }

    private static long usedAfterCollection(int requests) {
        for (int i = 0; i < requests; i++) {
            send(bytes("[".repeat(100 + i % 5_000)));
        }
        System.gc();
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }
}
