package io.jenkins.plugins.ansibleevents.engine.inbound;

import io.jenkins.plugins.ansibleevents.engine.inbound.request.Answer;
import io.jenkins.plugins.ansibleevents.engine.inbound.request.Headers;
import java.util.Map;
import java.util.Optional;

/**
 * The handshake of <em>HTTP 1.1 Web Hooks for Event Delivery</em> (CloudEvents), section 4: a sender that will not flood
 * somebody who never asked for its events asks by {@code OPTIONS} first. The question carries no proof; the answer says
 * nothing but that senders of this origin are expected. A {@code WebHook-Request-Callback} is not called: it is a stranger's
 * URL.
 */
final class WebHookPermission {

    private static final String ANY = "*";

    private WebHookPermission() {}

    /** The permission, when the endpoint gives it to this origin. */
    static Optional<Answer> of(EndpointSpec endpoint, Headers headers) {
        Optional<String> origin = headers.only("WebHook-Request-Origin").filter(o -> !o.isEmpty());
        return origin.flatMap(o -> allowed(endpoint, o)).map(o -> granted(endpoint, o));
    }

    private static Optional<String> allowed(EndpointSpec endpoint, String origin) {
        return endpoint.origins().stream()
                .filter(o -> o.equals(ANY) || o.equalsIgnoreCase(origin))
                .findFirst();
    }

    private static Answer granted(EndpointSpec endpoint, String origin) {
        return new Answer(
                200,
                Map.of(
                        "Allow",
                        "POST, OPTIONS",
                        "WebHook-Allowed-Origin",
                        origin,
                        "WebHook-Allowed-Rate",
                        endpoint.rate().map(WebHookPermission::perMinute).orElse(ANY)),
                Answer.json());
    }

    private static String perMinute(RateLimit rate) {
        double perMinute = rate.messages() * 60_000.0 / rate.per().toMillis();
        return Long.toString(Math.max(1, (long) perMinute));
    }
}
