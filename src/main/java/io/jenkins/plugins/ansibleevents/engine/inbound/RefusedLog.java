package io.jenkins.plugins.ansibleevents.engine.inbound;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.bucket4j.Bandwidth;
import io.github.bucket4j.Bucket;
import io.jenkins.plugins.ansibleevents.engine.secret.Redactor;
import io.jenkins.plugins.ansibleevents.engine.secret.Secret;
import io.jenkins.plugins.ansibleevents.engine.secret.SecretNames;
import io.jenkins.plugins.ansibleevents.engine.store.Store;
import io.jenkins.plugins.ansibleevents.engine.store.Table;
import io.jenkins.plugins.ansibleevents.engine.text.Excerpt;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The last refused requests, kept across a restart: they answer why a webhook does not work. The
 * tables {@code refused} and, of unproven senders, {@code refused.strangers} hold number -> {@link
 * RefusedRequest} as JSON. Of each at most {@value #KEPT} are kept and at most {@value #PER_SECOND} a second are taken:
 * a flood costs neither disk nor time, and strangers cannot push out the requests of known senders. The counters count
 * all of them.
 *
 * <p>Safe for use by several threads.
 */
public final class RefusedLog {

    private static final Logger LOGGER = Logger.getLogger(RefusedLog.class.getName());
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int KEPT = 200;
    private static final int PER_SECOND = 20;

    private static final int EXCERPT_CHARACTERS = 1_000;
    private static final String KEY = "(?i)(\"[^\"\\\\]{0,64}(?:" + SecretNames.PARTS + ")[^\"]{0,64}\"\\s*:\\s*)";
    private static final Pattern TEXT = Pattern.compile(KEY + "\"(?:[^\"\\\\]|\\\\.)*+\"?");
    private static final Pattern PLAIN = Pattern.compile(KEY + "[^\\s\"\\[{,}\\]]+");
    private static final Pattern NESTED = Pattern.compile(KEY + "[\\[{].*", Pattern.DOTALL);

    private final Shelf known;
    private final Shelf strangers;
    private volatile Redactor redactor;

    /** Keeps its entries in a store; every text of them passes the redactor. */
    public RefusedLog(Store store, Redactor redactor) {
        this.known = new Shelf(store.longTable("refused"));
        this.strangers = new Shelf(store.longTable("refused.strangers"));
        this.redactor = redactor;
    }

    /** Masks other secrets in further entries. */
    public void redactWith(Redactor secrets) {
        redactor = secrets;
    }

    void add(CheckedRequest delivery, String endpoint, Refusal refusal) {
        Shelf shelf = delivery.isAuthentic() ? known : strangers;
        if (!shelf.allowance.tryConsume(1)) {
            return;
        }
        if (refusal.reason() != Reason.QUEUE) { // it has its own two lines: Outage
            MessageLog.refused(endpoint, delivery.request().remoteAddress(), refusal);
        }
        // A request that cannot be verified now is repeated by its sender; a confirmation of SNS holds a token in a
        // URL.
        String body = delivery.readable()
                .filter(text -> refusal.reason() != Reason.UNPROVEN)
                .map(text -> excerpt(text, redactor))
                .orElse("");
        // A stranger's headers are not kept: a secret in the wrong place would be among them.
        Map<String, String> headers = delivery.isAuthentic() ? delivery.headers() : Map.of();
        put(
                shelf.table,
                new RefusedRequest(
                        delivery.received().toString(),
                        endpoint,
                        refusal.reason().label(),
                        refusal.getMessage(),
                        delivery.request().remoteAddress(),
                        headers,
                        body));
    }

    /**
     * The beginning of a body for people: known secrets are masked, and so is every value whose key sounds like a
     * secret. It works on broken JSON too; where such a key holds a list or an object, the excerpt ends.
     */
    private static String excerpt(byte[] body, Redactor redactor) {
        // Cut only after masking: a secret must not lose its key or its end to the cut.
        int looked = Math.min(body.length, 16 * EXCERPT_CHARACTERS);
        String text = redactor.redact(new String(body, 0, looked, StandardCharsets.UTF_8));
        text = TEXT.matcher(text).replaceAll("$1\"" + Secret.MASK + "\"");
        text = PLAIN.matcher(text).replaceAll("$1" + Secret.MASK);
        text = NESTED.matcher(text).replaceAll("$1" + Secret.MASK);
        return Excerpt.of(text, EXCERPT_CHARACTERS);
    }

    private synchronized void put(Table<Long> table, RefusedRequest refused) {
        try {
            Long last = table.lastKey();
            table.put(last == null ? 1L : last + 1, redactor.redact(JSON.writeValueAsBytes(refused)));
            while (table.size() > KEPT) {
                var first = table.first();
                if (first == null) {
                    return;
                }
                table.remove(first.getKey());
            }
        } catch (JsonProcessingException e) {
            LOGGER.log(Level.WARNING, "a refused request was not noted", e);
        }
    }

    /** The newest ones, newest first. */
    public synchronized List<RefusedRequest> latest(int max) {
        return Stream.of(known, strangers)
                .flatMap(shelf -> latest(shelf.table, max).stream())
                .sorted(Comparator.comparing((RefusedRequest refused) -> Instant.parse(refused.time()))
                        .reversed())
                .limit(max)
                .toList();
    }

    private static List<RefusedRequest> latest(Table<Long> table, int max) {
        var latest = new ArrayList<RefusedRequest>();
        Long last = table.lastKey();
        for (long key = last == null ? 0 : last; key > 0 && latest.size() < max; key--) {
            byte[] json = table.get(key);
            if (json == null) {
                break;
            }
            latest.add(read(json));
        }
        return latest;
    }

    /** Where entries of one kind of sender are kept, and how many may come. */
    private record Shelf(Table<Long> table, Bucket allowance) {

        Shelf(Table<Long> table) {
            this(
                    table,
                    Bucket.builder()
                            .addLimit(Bandwidth.builder()
                                    .capacity(PER_SECOND)
                                    .refillGreedy(PER_SECOND, Duration.ofSeconds(1))
                                    .build())
                            .build());
        }
    }

    private static RefusedRequest read(byte[] json) {
        try {
            return JSON.readValue(json, RefusedRequest.class);
        } catch (IOException e) {
            throw new IllegalStateException("the log of refused requests is damaged", e);
        }
    }
}
