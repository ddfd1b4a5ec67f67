package io.jenkins.plugins.ansibleevents.engine.runner;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;

/** A note that our callback leaves in its record for the operator: {@code {"message": "..."}}. */
final class RecordNote {

    private static final ObjectMapper JSON = new ObjectMapper();

    private RecordNote() {}

    static String message(byte[] json) {
        try {
            return JSON.readTree(json).path("message").asText();
        } catch (IOException e) {
            return "a note of the callback is damaged";
        }
    }
}
