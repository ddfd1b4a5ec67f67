package io.jenkins.plugins.ansibleevents.engine.inbound.queue;

/** Which messages are admitted now, so that those of one endpoint do not take all places. */
@FunctionalInterface
public interface Admission {

    /** Admits every message. */
    Admission ANY = (endpoint, bytes) -> true;

    /**
     * Whether a message is admitted. Called once for each before it is received, with locks held, so it must be quick
     * and must not call out. An admitted message is received.
     *
     * @param endpoint where the message was accepted; empty when it was not at an endpoint
     * @param bytes its size, about
     */
    boolean admits(String endpoint, long bytes);
}
