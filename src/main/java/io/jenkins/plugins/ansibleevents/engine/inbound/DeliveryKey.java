package io.jenkins.plugins.ansibleevents.engine.inbound;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.ansibleevents.engine.digest.Sha256;
import io.jenkins.plugins.ansibleevents.engine.inbound.expression.Expression;
import io.jenkins.plugins.ansibleevents.engine.inbound.expression.ExpressionException;
import io.jenkins.plugins.ansibleevents.engine.inbound.expression.Facts;
import io.jenkins.plugins.ansibleevents.engine.inbound.request.Headers;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * How repeated deliveries of one message are recognised. A request without the header or the value is new.
 *
 * @param headers header fields that hold the sender's id of the delivery; the first that is present counts
 * @param expression computes the id from the message instead of a header
 * @param window how long an id is remembered
 */
public record DeliveryKey(List<String> headers, Optional<Expression> expression, Duration window) {

    /** Senders stop repeating within a day; GitHub lets people redeliver by hand for three. */
    public static final Duration WINDOW = Duration.ofDays(3);

    private static final int MAX_LENGTH = 256;

    public DeliveryKey {
        headers = List.copyOf(headers);
    }

    /** Whether repeated deliveries are looked for at all. */
    boolean isConfigured() {
        return !headers.isEmpty() || expression.isPresent();
    }

    Optional<String> of(Headers request, Facts facts) {
        Optional<String> id = expression.isPresent() ? computed(facts) : header(request);
        return id.map(String::strip).filter(i -> !i.isEmpty()).map(DeliveryKey::bounded);
    }

    private Optional<String> header(Headers request) {
        return headers.stream().flatMap(h -> request.only(h).stream()).findFirst();
    }

    private Optional<String> computed(Facts facts) {
        try {
            JsonNode value = expression.orElseThrow().value(facts);
            return value.isNull()
                    ? Optional.empty()
                    : Optional.of(value.isTextual() ? value.textValue() : value.toString());
        } catch (ExpressionException absent) {
            // No id in this message: it counts as new rather than being refused.
            return Optional.empty();
        }
    }

    /** Long ids are kept as their hash, so that memory and attributes stay bounded. */
    private static String bounded(String id) {
        boolean plain = id.length() <= MAX_LENGTH && id.chars().noneMatch(Character::isISOControl);
        return plain ? id : "sha256-" + Sha256.hex(id);
    }
}
