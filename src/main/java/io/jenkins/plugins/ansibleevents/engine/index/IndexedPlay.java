package io.jenkins.plugins.ansibleevents.engine.index;

/**
 * A play.
 *
 * @param name its name
 * @param at milliseconds from the run's first event to its first event
 * @param created the time of its first event, as the event has it
 */
public record IndexedPlay(String name, int at, String created) {}
