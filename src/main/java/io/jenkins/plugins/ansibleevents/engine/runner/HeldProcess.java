package io.jenkins.plugins.ansibleevents.engine.runner;

import java.time.Duration;

/**
 * The launch script of a run that is held: it goes on without whoever has started it, and is reached through files of its
 * private directory alone. {@code launch.sh} has the grammar.
 *
 * <p>Not safe for use by several threads.
 */
final class HeldProcess {

    static final String CONTROL = "control";
    static final String OUTPUT = "output";
    static final String PULSE = "pulse";
    static final String NO_PULSE = "0      \n";

    /** A script whose pulse stays the same for that long is gone, for example because its machine has been restarted. */
    static final Duration LONGEST_SILENCE = Duration.ofSeconds(60);

    /** Far more time than a script needs to begin once everything has been handed to it. */
    private static final long TIME_TO_BEGIN_NANOS = Duration.ofSeconds(20).toNanos();

    /** The script counts us as gone when it hears nothing for its patience, which is longer than that. */
    private static final long SIGN_OF_LIFE_NANOS = Duration.ofSeconds(5).toNanos();

    private final boolean takenUp;
    private String pulse = "";
    private long pulseNanos;
    private boolean seen;
    private long firstSeenNanos;
    private long saidNanos = System.nanoTime();
    private boolean urgent;
    private boolean stopping;
    private boolean finished;

    /** @param takenUp whether somebody else has started it, who may have been ended before Ansible began */
    HeldProcess(boolean takenUp) {
        this.takenUp = takenUp;
    }

    /** What is to be said with the next look; what nobody has read is lost, so every word is said again and again. */
    String words() {
        if (!urgent && System.nanoTime() - saidNanos < SIGN_OF_LIFE_NANOS) {
            return "";
        }
        return "here\n" + (stopping ? "stop\n" : "") + (finished ? "done\n" : "");
    }

    /** A look has come back, and its words were written. */
    void saw(Seen news, String words) {
        long now = System.nanoTime();
        if (!seen) {
            firstSeenNanos = now;
        }
        if (!seen || !news.pulse().equals(pulse)) {
            pulse = news.pulse();
            pulseNanos = now;
        }
        seen = true;
        if (!words.isEmpty()) {
            saidNanos = now;
            urgent = false;
        }
    }

    /** A look has failed; the host was away for a time that says nothing about the script. */
    void missed() {
        pulseNanos = System.nanoTime();
        urgent = true;
    }

    void stop() {
        urgent |= !stopping;
        stopping = true;
    }

    void finish() {
        urgent |= !finished;
        finished = true;
    }

    boolean hasBeenSeen() {
        return seen;
    }

    /** Whether its processes are gone. */
    boolean isSilent() {
        return seen && System.nanoTime() - pulseNanos > LONGEST_SILENCE.toNanos();
    }

    /** Whether nobody will hand over any more what it needs to begin. */
    boolean waitsInVain(Seen news) {
        return takenUp
                && news.state().startsWith("run")
                && !news.state().startsWith("run 2")
                && System.nanoTime() - firstSeenNanos > TIME_TO_BEGIN_NANOS;
    }
}
