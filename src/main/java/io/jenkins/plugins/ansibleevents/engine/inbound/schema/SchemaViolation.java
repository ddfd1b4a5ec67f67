package io.jenkins.plugins.ansibleevents.engine.inbound.schema;

/**
 * One thing in a payload that a schema forbids.
 *
 * @param pointer where in the payload, a JSON pointer (RFC 6901); empty for the whole
 * @param message what is expected there; never the value itself
 */
public record SchemaViolation(String pointer, String message) {

    @Override
    public String toString() {
        return (pointer.isEmpty() ? "payload" : pointer) + ": " + message;
    }
}
