package io.jenkins.plugins.ansibleevents.engine.inbound.queue.kafka;

import io.jenkins.plugins.ansibleevents.engine.inbound.queue.MessageQueue;
import io.jenkins.plugins.ansibleevents.engine.inbound.queue.QueueProvider;
import io.jenkins.plugins.ansibleevents.engine.settings.Section;
import io.jenkins.plugins.ansibleevents.engine.settings.SettingsException;
import java.nio.file.Path;

/** {@code queue: {kafka: {bootstrapServers: ..., topic: ...}}}. */
public final class KafkaProvider implements QueueProvider {

    @Override
    public String name() {
        return "kafka";
    }

    @Override
    public MessageQueue open(Section settings, Path state) throws SettingsException {
        return new KafkaQueue(KafkaSettings.read(settings));
    }
}
