package io.jenkins.plugins.ansibleevents.engine.inbound.auth;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.ansibleevents.engine.inbound.request.Answer;
import io.jenkins.plugins.ansibleevents.engine.inbound.request.Headers;
import java.util.Optional;

/**
 * Authentic requests in which a sender only looks whether somebody is there, or wants a word back before it sends
 * anything. They are answered and are no messages: no rule is meant by them, and no schema fits them.
 */
final class Greetings {

    private Greetings() {}

    /** The answer to a greeting of this kind of sender; empty for a message. */
    static Optional<ObjectNode> answer(String scheme, Headers headers, JsonNode payload) {
        Optional<ObjectNode> answer =
                switch (scheme) {
                    case "github" ->
                        ping(headers.only("X-GitHub-Event").orElse("").equals("ping"));
                    case "bitbucket" ->
                        ping(headers.only("X-Event-Key").orElse("").equals("diagnostics:ping"));
                    case "pagerduty" ->
                        ping(payload.path("event").path("event_type").asText().equals("pagey.ping"));
                    case "slack" -> challenge(payload);
                    default -> Optional.empty();
                };
        return answer.or(() -> eventGrid(headers, payload));
    }

    private static Optional<ObjectNode> ping(boolean is) {
        return is ? Optional.of(Answer.json().put("ping", true)) : Optional.empty();
    }

    /** Slack asks so when the URL of an app is saved. */
    private static Optional<ObjectNode> challenge(JsonNode payload) {
        return payload.path("type").asText().equals("url_verification")
                ? Optional.of(
                        Answer.json().put("challenge", payload.path("challenge").asText()))
                : Optional.empty();
    }

    /** Azure Event Grid, unless it is configured to send CloudEvents; it signs nothing, so any scheme may be in use. */
    private static Optional<ObjectNode> eventGrid(Headers headers, JsonNode payload) {
        if (!headers.only("aeg-event-type").orElse("").equals("SubscriptionValidation")) {
            return Optional.empty();
        }
        String code = payload.path(0).path("data").path("validationCode").asText();
        return Optional.of(Answer.json().put("validationResponse", code));
    }
}
