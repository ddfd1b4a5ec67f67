package io.jenkins.plugins.ansibleevents.engine.inbound.queue;

import io.jenkins.plugins.ansibleevents.engine.settings.Section;
import io.jenkins.plugins.ansibleevents.engine.settings.SettingsException;
import java.nio.file.Path;

/**
 * One kind of queue, found by {@link java.util.ServiceLoader}. The class has a constructor without arguments and no
 * library of its kind in its signatures, so that it can be asked its name where the library is absent.
 */
public interface QueueProvider {

    /** The key in the settings: {@code embedded}, {@code sqs}, {@code kafka}, {@code amqp}. */
    String name();

    /**
     * Reads its settings strictly, and opens nothing.
     *
     * @param settings as for {@link #open}
     */
    void check(Section settings) throws SettingsException;

    /**
     * Reads its settings strictly and opens the queue. A broker that is not there is no error: the queue connects when
     * it is needed and says so in its {@link QueueHealth}.
     *
     * @param settings the mapping below the name; every unknown key is refused
     * @param state a directory of the caller for what must survive a restart; made when missing
     */
    MessageQueue open(Section settings, Path state) throws SettingsException, QueueException;
}
