package io.jenkins.plugins.ansibleevents.engine.emit;

import java.util.function.Consumer;

/**
 * What an emitter gets when it opens.
 *
 * @param name the emitter's name in the settings
 * @param warn takes a sentence for the user, without secrets; a repeated sentence is shown once
 */
public record EmitterContext(String name, Consumer<String> warn) {}
