package io.jenkins.plugins.ansibleevents.engine.inbound;

import java.util.Locale;

/** Why a request ended before the queue; each has one status code. */
public enum Reason {
    /** There is no endpoint of this name. */
    UNKNOWN(404),
    /** Not a POST. */
    METHOD(405),
    /** The body is larger than the endpoint or its queue takes. */
    SIZE(413),
    /** Not announced as JSON in UTF-8. */
    TYPE(415),
    /** The body could not be read to its end. */
    BODY(400),
    /** The body came too slowly. */
    SLOW(408),
    /** No room for another body, or for another large message, at the moment. */
    BUSY(503),
    /** No key, or not the right one; no signature, or not of this body. */
    AUTHENTICATION(401),
    /** Signed too long ago, or ahead of time. */
    FRESHNESS(401),
    /** Not JSON, or JSON that two readers could understand differently. */
    JSON(400),
    /** Not what the endpoint's schema demands, or too much for its filters. */
    SCHEMA(422),
    /** It cannot be found out now who sent it: what that needs from elsewhere does not answer. */
    UNPROVEN(503),
    /** A sender that looks whether somebody is there, or asks whether it may send: answered, no message. */
    GREETING(200),
    /** A good message that nobody wants. */
    FILTER(200),
    /** More than the endpoint takes in this time. */
    RATE(429),
    /** This delivery was taken before. */
    REPEATED(200),
    /** The queue could not store it. */
    QUEUE(503);

    private final int status;

    Reason(int status) {
        this.status = status;
    }

    /** The HTTP status code. */
    public int status() {
        return status;
    }

    /** Whether an administrator or sender may want to know why: all but the expected ends of a good request. */
    public boolean isRefusal() {
        return this != FILTER && this != REPEATED && this != GREETING;
    }

    /** As in metrics and logs. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
