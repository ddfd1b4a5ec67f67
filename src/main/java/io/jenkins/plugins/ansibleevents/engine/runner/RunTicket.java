package io.jenkins.plugins.ansibleevents.engine.runner;

import java.io.Serializable;
import java.time.Instant;

/**
 * By which a held run is taken up again, on the same host, by whoever has it. It holds no secret.
 *
 * @param ident the run's ident
 * @param directory its private directory on its host
 * @param nonce the word by which events are found in the display text
 * @param started when it was started, by the clock of whoever did
 */
public record RunTicket(String ident, String directory, String nonce, Instant started) implements Serializable {}
