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
 * The checks of an endpoint, each named by what it demands, in the order in which they stand here. Before {@link
 * #mustBeAuthentic} nothing is done for a stranger but reading the bounded body, and not even that for one who brings a
 * wrong key or no signature.
 */
final class RequestChecks {

    private static final byte[] NOTHING = {};

    private RequestChecks() {}

    /** What can be told from the head of a request, before anything of its body is read. */
    static List<RequestCheck> ofHead(EndpointSpec endpoint) {
        return List.of(
                mustNotAskForPermission(endpoint),
                mustBePost(),
                mustFit(endpoint.maxBodyBytes()),
                mustBeJson(),
                mustLookAuthentic(endpoint.authentication()));
    }

    /** Who has sent the body. */
    static List<RequestCheck> ofSender(EndpointSpec endpoint, Clock clock) {
        return List.of(mustBeAuthentic(endpoint.authentication()), mustBeFresh(clock));
    }

    /** What is in the body, without rate and queue. */
    static List<RequestCheck> ofMessage(EndpointSpec endpoint) {
        return List.of(
                mustParse(),
                mustNotBeAGreeting(endpoint.authentication()),
                mustBeValid(endpoint),
                mustPassFilter(endpoint.filters()));
    }

    /** Ends the question whether a sender may send, with its answer, on endpoints that give one. */
    static RequestCheck mustNotAskForPermission(EndpointSpec endpoint) {
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

    static RequestCheck mustBePost() {
        return delivery -> {
            if (!delivery.request().method().equals("POST")) {
                throw Refusal.method(delivery.request().method(), "POST");
            }
        };
    }

    /** Not announced too large; what comes without an announcement is cut when it is read. */
    static RequestCheck mustFit(int limit) {
        return delivery -> {
            if (delivery.request().contentLength() > limit) {
                throw Refusal.size(limit);
            }
        };
    }

    /**
     * Announced as something that can hold JSON in UTF-8. Senders have many names for it, so this only keeps out what
     * cannot be meant; whether it is JSON, {@link #mustParse} sees.
     */
    static RequestCheck mustBeJson() {
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

    /** Browsers say so; a page somebody reads must not start anything with the reader's address or login. */
    private static boolean isOfAWebPage(Headers headers) {
        return headers.first("Origin").isPresent()
                || headers.first("Sec-Fetch-Site").isPresent();
    }

    /** A key, a token, a login: the sender is known before its body is read. Of a signature, that there is one. */
    static RequestCheck mustLookAuthentic(Authentication authentication) {
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

    static RequestCheck mustBeAuthentic(Authentication authentication) {
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

    static RequestCheck mustBeFresh(Clock clock) {
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

    static RequestCheck mustParse() {
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

    static RequestCheck mustNotBeAGreeting(Authentication authentication) {
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

    static RequestCheck mustBeValid(EndpointSpec endpoint) {
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
    static RequestCheck mustBeWithinRate(RateLimit limit) {
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

    static RequestCheck mustPassFilter(Map<String, Condition> filters) {
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
