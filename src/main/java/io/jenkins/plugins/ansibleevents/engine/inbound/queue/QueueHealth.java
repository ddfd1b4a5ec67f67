package io.jenkins.plugins.ansibleevents.engine.inbound.queue;

import java.time.Instant;

/**
 * Whether a queue can be reached, for metrics and monitors.
 *
 * @param up whether the last thing asked of the store or broker worked
 * @param since when {@code up} became what it is
 * @param lastError the last thing that went wrong, also when all is well again; empty when nothing ever did; never
 *     holds a secret
 */
public record QueueHealth(boolean up, Instant since, String lastError) {}
