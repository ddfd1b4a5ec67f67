package io.jenkins.plugins.ansibleevents.engine.inbound;

import io.jenkins.plugins.ansibleevents.engine.inbound.auth.Authentication;
import io.jenkins.plugins.ansibleevents.engine.inbound.expression.Condition;
import io.jenkins.plugins.ansibleevents.engine.inbound.expression.Expression;
import io.jenkins.plugins.ansibleevents.engine.inbound.schema.MessageSchema;
import io.jenkins.plugins.ansibleevents.engine.secret.Secret;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The settings of one endpoint.
 *
 * @param name 1 to 64 of {@code a-z A-Z 0-9 _ - .}, not beginning with a dot; the last part of the URL
 * @param authentication who may send
 * @param schema what a payload must look like
 * @param filters what must be true of a message, by name, checked in this order
 * @param maxBodyBytes the largest body, 1 to {@value #LARGEST_BODY}
 * @param deliveryKey how repeated deliveries are recognised
 * @param redelivery what happens to a delivery that was seen before when its message has come to its end
 * @param origins whose {@code OPTIONS} are answered with a permission ({@link WebHookPermission}); {@code *} for anybody's
 * @param rate how many messages are taken
 * @param orderingKey messages with the same value are handled one after the other
 * @param testMode answer what would have happened, store nothing
 */
public record EndpointSpec(
        String name,
        Authentication authentication,
        Optional<MessageSchema> schema,
        Map<String, Condition> filters,
        int maxBodyBytes,
        DeliveryKey deliveryKey,
        Redelivery redelivery,
        Set<String> origins,
        Optional<RateLimit> rate,
        Optional<Expression> orderingKey,
        boolean testMode) {

    /** 1 MiB: GitHub's largest is 25 MB, everybody else's typical one below 100 KB; above is asked for by name. */
    public static final int DEFAULT_BODY = 1 << 20;

    /** A body is held in memory, once per request being read. */
    public static final int LARGEST_BODY = 32 << 20;

    private static final Pattern NAME = Pattern.compile("[a-zA-Z0-9_-][a-zA-Z0-9_.-]{0,63}");

    public EndpointSpec {
        origins = Set.copyOf(origins);
        if (!isName(name)) {
            throw new IllegalArgumentException(
                    "the name of an endpoint must be 1 to 64 of a-z A-Z 0-9 _ - . , is \"" + name + "\"");
        }
    }

    /** Everything that must not appear in anything the product writes. */
    public List<Secret> secrets() {
        return authentication.secrets();
    }

    /** Whether a text can be the name of an endpoint. */
    public static boolean isName(String text) {
        return NAME.matcher(text).matches();
    }
}
