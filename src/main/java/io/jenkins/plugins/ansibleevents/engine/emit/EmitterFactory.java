package io.jenkins.plugins.ansibleevents.engine.emit;

/** Makes emitters of one configuration. Safe for use by several threads. */
@FunctionalInterface
public interface EmitterFactory {

    /** A new emitter that has not been opened. */
    Emitter create();

    /** Whether only one of its emitters can be open at a time, for example because it listens at an address. */
    default boolean isExclusive() {
        return false;
    }
}
