package io.jenkins.plugins.ansibleevents.engine.inbound.dispatch;

/**
 * How a thread is that must live as long as its dispatcher.
 *
 * @param name as in a thread dump, for example {@code message receiver}
 * @param up false while it is dead, and for some seconds after it was begun again
 * @param restarts how often it was begun again since the start of the process
 * @param lastError what ended it last; empty when nothing did
 */
public record ThreadHealth(String name, boolean up, long restarts, String lastError) {}
