package io.jenkins.plugins.ansibleevents.engine.inbound;

import java.time.Duration;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * A line in the log for each step of a message: accepted, filtered, done, tried again, dead; and for the end of its
 * runs. Dead letters are warnings; the others are information and off by default: in Jenkins each build shows the
 * message that started it.
 */
public final class MessageLog {

    /** Held here, or the level would be forgotten with the logger. */
    private static final Logger LOGGER = Logger.getLogger(MessageLog.class.getName());

    /** By the configuration of Java's logging; it is not changed here then. */
    private static final boolean CONFIGURED = LOGGER.getLevel() != null;

    private static volatile String nextStep = "";

    static {
        show(Level.WARNING);
    }

    private MessageLog() {}

    /** Shows lines from this level on. */
    public static void show(Level level) {
        if (!CONFIGURED) {
            LOGGER.setLevel(level);
        }
    }

    static void accepted(String endpoint, String id, String from) {
        LOGGER.info(() -> "accepted " + id + " at " + endpoint + " from " + from);
    }

    /** Not queued, as expected: filtered, or a repetition. */
    static void passedOver(String endpoint, String from, Refusal why) {
        LOGGER.info(() -> why.reason().label().replace("filter", "filtered") + " at " + endpoint + " from " + from
                + ": " + why.getMessage());
    }

    static void refused(String endpoint, String from, Refusal why) {
        LOGGER.info(() ->
                "refused at " + endpoint + " from " + from + ": " + why.reason().label() + ": " + why.getMessage());
    }

    /** A message from the queue starts nothing. */
    public static void filtered(String endpoint, String id, String why) {
        LOGGER.info(() -> "filtered " + id + at(endpoint) + ": " + why);
    }

    /** All that a message asks for has come as far as its rules demand. */
    public static void done(String endpoint, String id) {
        LOGGER.info(() -> "done " + id + at(endpoint));
    }

    /** A message goes back into the queue. */
    public static void triedAgain(String endpoint, String id, Duration delay, String why) {
        LOGGER.info(() -> "to be tried again " + id + at(endpoint) + " in " + delay.toSeconds() + " s: " + why);
    }

    /** Nothing more can be done with a message. */
    public static void dead(String endpoint, String id, String why) {
        LOGGER.warning(() -> "dead " + id + at(endpoint) + ", it is a dead letter now: " + why + nextStep);
    }

    /** Sets the next step that is named with a dead letter. */
    public static void nextStep(String words) {
        nextStep = "; " + words;
    }

    /** A run was cut off by the end of the process that had begun it. */
    public static void interrupted(String rule, String run, boolean again) {
        LOGGER.log(
                again ? Level.INFO : Level.WARNING,
                () -> "run " + run + " of rule " + rule + " was cut off by the end of the process"
                        + (again ? ", it is begun again" : ""));
    }

    /** A run that was started for messages is over. */
    public static void ended(String rule, String run, String status) {
        LOGGER.info(() -> "run " + run + " of rule " + rule + " ended " + status);
    }

    private static String at(String endpoint) {
        return endpoint.isEmpty() ? "" : " at " + endpoint;
    }
}
