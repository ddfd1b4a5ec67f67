package io.jenkins.plugins.ansibleevents.engine.inbound;

import java.util.Locale;

/** Why a request ended before the queue; each has one status code. */
public enum Reason {
    UNKNOWN(404),
    METHOD(405),
    SIZE(413),
    TYPE(415),
    BODY(400),
    AUTHENTICATION(401),
    FRESHNESS(401),
    JSON(400),
    SCHEMA(422),
    FILTER(200),
    RATE(429),
    REPEATED(200),
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
        return this != FILTER && this != REPEATED;
    }

    /** As in metrics and logs. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
