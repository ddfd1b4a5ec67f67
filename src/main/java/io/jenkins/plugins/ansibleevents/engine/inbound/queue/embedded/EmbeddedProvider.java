package io.jenkins.plugins.ansibleevents.engine.inbound.queue.embedded;

import io.jenkins.plugins.ansibleevents.engine.inbound.queue.MessageQueue;
import io.jenkins.plugins.ansibleevents.engine.inbound.queue.QueueException;
import io.jenkins.plugins.ansibleevents.engine.inbound.queue.QueueProvider;
import io.jenkins.plugins.ansibleevents.engine.settings.Section;
import io.jenkins.plugins.ansibleevents.engine.settings.SettingsException;
import java.nio.file.Path;

/** {@code queue: {embedded: {}}}: the file {@code queue.v1.db} in the state directory. */
public final class EmbeddedProvider implements QueueProvider {

    @Override
    public String name() {
        return "embedded";
    }

    @Override
    public void check(Section settings) throws SettingsException {
        EmbeddedSettings.read(settings);
    }

    @Override
    public MessageQueue open(Section settings, Path state) throws SettingsException, QueueException {
        return EmbeddedQueue.open(state.resolve(QueueFile.NAME), EmbeddedSettings.read(settings));
    }
}
