package io.jenkins.plugins.ansibleevents.engine.event;

import java.io.IOException;

/** A line that is not an event; the message names the error and its place, and never quotes the whole line. */
public class EventFormatException extends IOException {

    private static final long serialVersionUID = 1L;

    public EventFormatException(String message) {
        super(message);
    }

    public EventFormatException(String message, Throwable cause) {
        super(message, cause);
    }
}
