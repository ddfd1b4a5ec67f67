package io.jenkins.plugins.ansibleevents.engine.emit;

/** Makes emitters of one configuration. Safe for use by several threads. */
@FunctionalInterface
public interface EmitterFactory {

    /** A new emitter that has not been opened. */
    Emitter create();
}
