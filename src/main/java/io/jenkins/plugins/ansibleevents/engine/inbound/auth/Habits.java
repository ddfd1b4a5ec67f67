package io.jenkins.plugins.ansibleevents.engine.inbound.auth;

/**
 * The way in which a kind of sender repeats deliveries.
 *
 * @param deliveryExpression CEL for the id of a delivery, where it is in the message and not in a header; or empty
 * @param repeatsByHand whether it repeats a delivery only when a person asks it to, who then wants it to run again
 */
public record Habits(String deliveryExpression, boolean repeatsByHand) {

    /** The habits of the sender that signs like this; {@link Authentication#name()} names it. */
    public static Habits of(String scheme) {
        return switch (scheme) {
            // "GitHub does not automatically redeliver failed webhook deliveries"; Redeliver keeps the delivery's id.
            case "github" -> new Habits("", true);
            case "pagerduty" -> new Habits("payload.event.id", false);
            case "slack" -> new Habits("has(payload.event_id) ? payload.event_id : payload.trigger_id", false);
            default -> new Habits("", false);
        };
    }
}
