package io.jenkins.plugins.ansibleevents.engine.emit.http;

/** How messages become a request body. */
public enum BodyForm {
    /** A JSON object; several messages as a JSON array. */
    JSON,
    /** One JSON object a line, also for a single message. */
    NDJSON,
    /** CloudEvents 1.0, structured content mode; several messages in batched content mode. */
    CLOUDEVENTS
}
