package io.jenkins.plugins.ansibleevents.engine.inbound;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.bucket4j.Bandwidth;
import io.github.bucket4j.Bucket;
import io.jenkins.plugins.ansibleevents.engine.inbound.auth.Authentication;
import io.jenkins.plugins.ansibleevents.engine.inbound.auth.CannotProve;
import io.jenkins.plugins.ansibleevents.engine.inbound.auth.NotAuthentic;
import io.jenkins.plugins.ansibleevents.engine.inbound.auth.Proof;
import io.jenkins.plugins.ansibleevents.engine.inbound.auth.SignedContent;
import io.jenkins.plugins.ansibleevents.engine.inbound.expression.Condition;
import io.jenkins.plugins.ansibleevents.engine.inbound.json.JsonBody;
import io.jenkins.plugins.ansibleevents.engine.inbound.json.StrictJson;
import io.jenkins.plugins.ansibleevents.engine.inbound.request.ContentType;
import io.jenkins.plugins.ansibleevents.engine.inbound.request.Headers;
import io.jenkins.plugins.ansibleevents.engine.inbound.request.RawRequest;
import io.jenkins.plugins.ansibleevents.engine.inbound.schema.SchemaViolation;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * The checks of an endpoint, each named by its demand, in their order. Before {@link
 * #mustBeAuthentic} only the bounded body of a stranger is read, and not even that when the key is wrong or the
 * signature missing.
 */
final class EndpointChecks {

    private static final byte[] NOTHING = {};

    private EndpointChecks() {}

    /** The checks of the head of a request, before its body is read. */
    static List<EndpointCheck> ofHead(EndpointSpec endpoint) {
        return List.of(
                mustNotAskForPermission(endpoint),
                mustBePost(),
                mustFit(endpoint.maxBodyBytes()),
                mustBeJson(),
                mustLookAuthentic(endpoint.authentication()));
    }

    /** The checks of the sender of the body. */
    static List<EndpointCheck> ofSender(EndpointSpec endpoint, Clock clock) {
        return List.of(mustBeAuthentic(endpoint.authentication()), mustBeFresh(clock));
    }

    /** The checks of the content of the body. */
    static List<EndpointCheck> ofMessage(EndpointSpec endpoint) {
        return List.of(
                mustParse(),
                mustNotBeAGreeting(endpoint.authentication()),
                mustBeValid(endpoint),
                mustPassFilter(endpoint.filters()));
    }

    /** Answers the question whether a sender may send, on endpoints that have origins. */
    static EndpointCheck mustNotAskForPermission(EndpointSpec endpoint) {
        return delivery -> {
            RawRequest request = delivery.request();
            if (!request.method().equals("OPTIONS") || endpoint.origins().isEmpty()) {
                return;
            }
            throw WebHookPermission.of(endpoint, request.headers())
                    .map(Refusal::permission)
                    .orElseGet(Refusal::origin);
        };
    }

    static EndpointCheck mustBePost() {
        return delivery -> {
            if (!delivery.request().method().equals("POST")) {
                throw Refusal.method(delivery.request().method(), "POST");
            }
        };
    }

    /** The announced length is within the limit; a body without one is cut when it is read. */
    static EndpointCheck mustFit(int limit) {
        return delivery -> {
            if (delivery.request().contentLength() > limit) {
                throw Refusal.size(limit);
            }
        };
    }

    /**
     * The content type can hold JSON in UTF-8. Senders have many names for it, so only types that cannot be JSON are
     * refused here; {@link #mustParse} reads it.
     */
    static EndpointCheck mustBeJson() {
        return delivery -> {
            Headers headers = delivery.request().headers();
            ContentType type = ContentType.of(headers);
            if (!type.isJson() && !type.isForm()) {
                throw Refusal.type("send Content-Type: application/json");
            }
            if (!type.isUtf8()) {
                throw Refusal.type("send the body as UTF-8");
            }
            if (!headers.first("Content-Encoding").orElse("identity").equalsIgnoreCase("identity")) {
                throw Refusal.type("send the body without Content-Encoding");
            }
            if (type.isOpenToWebPages() && isOfAWebPage(headers)) {
                throw Refusal.type("a web page has to send Content-Type: application/json");
            }
        };
    }

    /**
     * Browsers send these fields; a page that somebody reads must not start runs with the reader's address or login.
     */
    private static boolean isOfAWebPage(Headers headers) {
        return headers.first("Origin").isPresent()
                || headers.first("Sec-Fetch-Site").isPresent();
    }

    /** A key, token or login proves the sender before the body is read; a signature must at least be present. */
    static EndpointCheck mustLookAuthentic(Authentication authentication) {
        return delivery -> {
            try {
                authentication
                        .proveByHead(SignedContent.of(delivery.request(), NOTHING))
                        .ifPresent(delivery::proven);
            } catch (NotAuthentic e) {
                throw notAuthentic(authentication, e);
            }
        };
    }

    static EndpointCheck mustBeAuthentic(Authentication authentication) {
        return delivery -> {
            if (!delivery.isAuthentic()) {
                delivery.proven(prove(authentication, SignedContent.of(delivery.request(), delivery.body())));
            }
        };
    }

    static Proof prove(Authentication authentication, SignedContent content) throws Refusal {
        try {
            return authentication.prove(content);
        } catch (CannotProve e) {
            throw Refusal.unproven(authentication.name() + ": " + e.getMessage());
        } catch (NotAuthentic e) {
            throw notAuthentic(authentication, e);
        }
    }

    private static Refusal notAuthentic(Authentication authentication, NotAuthentic why) {
        return Refusal.notAuthentic(authentication.name() + ": " + why.getMessage());
    }

    static EndpointCheck mustBeFresh(Clock clock) {
        return delivery -> fresh(delivery.proof(), clock);
    }

    static void fresh(Proof proof, Clock clock) throws Refusal {
        if (proof.signedAt().isEmpty()) {
            return;
        }
        Duration away =
                Duration.between(proof.signedAt().get(), clock.instant()).abs();
        if (away.compareTo(proof.tolerance()) > 0) {
            throw Refusal.notFresh("signed " + away.toSeconds() + " s away from now, allowed are "
                    + proof.tolerance().toSeconds() + " s; check the clocks of both sides");
        }
    }

    static EndpointCheck mustParse() {
        return delivery -> {
            try {
                boolean form = ContentType.of(delivery.request().headers()).isForm();
                delivery.unwrapped(JsonBody.unwrap(delivery.body(), form));
                delivery.parsed(StrictJson.parse(delivery.json()));
            } catch (StrictJson.MalformedJson e) {
                throw Refusal.json(e.getMessage());
            }
        };
    }

    static EndpointCheck mustNotBeAGreeting(Authentication authentication) {
        return delivery -> {
            try {
                Optional<ObjectNode> answer =
                        authentication.greeting(delivery.request().headers(), delivery.payload());
                if (answer.isPresent()) {
                    throw Refusal.greeting(answer.get());
                }
            } catch (CannotProve e) {
                throw Refusal.unproven(authentication.name() + ": " + e.getMessage());
            }
        };
    }

    static EndpointCheck mustBeValid(EndpointSpec endpoint) {
        return delivery -> {
            if (endpoint.schema().isEmpty()) {
                return;
            }
            List<SchemaViolation> violations = endpoint.schema().get().validate(delivery.payload());
            if (!violations.isEmpty()) {
                throw Refusal.schema(violations);
            }
        };
    }

    /** A token bucket; refused requests take nothing from it. */
    static EndpointCheck mustBeWithinRate(RateLimit limit) {
        Bucket bucket = Bucket.builder()
                .addLimit(Bandwidth.builder()
                        .capacity(limit.messages())
                        .refillGreedy(limit.messages(), limit.per())
                        .build())
                .build();
        return delivery -> {
            var probe = bucket.tryConsumeAndReturnRemaining(1);
            if (!probe.isConsumed()) {
                // Rounded up: a sender that waits exactly this long must get through.
                throw Refusal.rate(TimeUnit.NANOSECONDS.toSeconds(probe.getNanosToWaitForRefill()) + 1);
            }
        };
    }

    static EndpointCheck mustPassFilter(Map<String, Condition> filters) {
        return delivery -> {
            for (var filter : filters.entrySet()) {
                var outcome = filter.getValue().test(delivery.facts());
                if (outcome.tooCostly()) {
                    throw Refusal.tooCostly(filter.getKey(), outcome.problem().orElse(""));
                }
                if (!outcome.met()) {
                    throw Refusal.filtered(filter.getKey(), outcome.problem().orElse("not met: " + filter.getValue()));
                }
            }
        };
    }
}
