package io.jenkins.plugins.ansibleevents.engine.emit;

import java.util.function.Consumer;

/**
 * The values that an emitter receives in {@link Emitter#open}.
 *
 * @param name the emitter's name in the settings
 * @param warn takes a sentence for the user, without secrets; a repeated sentence is shown once
 */
public record EmitterContext(String name, Consumer<String> warn) {}
