package io.jenkins.plugins.ansibleevents.engine.emit;

import io.jenkins.plugins.ansibleevents.engine.settings.Section;
import io.jenkins.plugins.ansibleevents.engine.settings.SettingsException;

/**
 * A kind of emitter, found by {@link java.util.ServiceLoader}: the extension point of the command line. Name the
 * implementation in {@code META-INF/services/io.jenkins.plugins.ansibleevents.engine.emit.EmitterType}.
 */
public interface EmitterType {

    /** The value of {@code type:} in {@code env/emitters.yml}: lower case letters. */
    String name();

    /**
     * Reads the options of this type. The pump's own options are read by others from the same section; every key that
     * nobody has read is refused afterwards.
     *
     * @return a factory that can be used any number of times; it fails as {@link Emitter#open} does
     * @throws SettingsException when an option is wrong, by {@link Section#error}
     */
    EmitterFactory configure(Section options) throws SettingsException;

    /** The receiver's address for users: no secret, no query. */
    String target(Section options) throws SettingsException;

    /** Whether several messages may go out in one {@link Emitter#send}. */
    default boolean canBatch() {
        return false;
    }

    /** Whether {@link Emitter#sendAtOnce} is quicker than sending one after the other. */
    default boolean canSendAtOnce() {
        return false;
    }
}
