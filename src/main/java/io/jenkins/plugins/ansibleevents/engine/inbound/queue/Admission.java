package io.jenkins.plugins.ansibleevents.engine.inbound.queue;

/** Which messages are wanted now, so that those of one endpoint do not take the places of all. */
@FunctionalInterface
public interface Admission {

    /** Wants whatever comes. */
    Admission ANY = (endpoint, bytes) -> true;

    /**
     * Whether a message is wanted. Asked once for each before it is received, with locks held: it is quick and calls
     * nobody. One that was wanted comes.
     *
     * @param endpoint where the message was accepted; empty when it was not at an endpoint
     * @param bytes its size, about
     */
    boolean admits(String endpoint, long bytes);
}
