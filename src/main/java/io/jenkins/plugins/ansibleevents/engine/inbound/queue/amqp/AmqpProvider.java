package io.jenkins.plugins.ansibleevents.engine.inbound.queue.amqp;

import io.jenkins.plugins.ansibleevents.engine.inbound.queue.MessageQueue;
import io.jenkins.plugins.ansibleevents.engine.inbound.queue.QueueProvider;
import io.jenkins.plugins.ansibleevents.engine.settings.Section;
import io.jenkins.plugins.ansibleevents.engine.settings.SettingsException;
import java.nio.file.Path;

/** {@code queue: {amqp: {url: amqps://..., queue: NAME}}}. */
public final class AmqpProvider implements QueueProvider {

    @Override
    public String name() {
        return "amqp";
    }

    @Override
    public void check(Section settings) throws SettingsException {
        AmqpSettings.read(settings);
    }

    @Override
    public MessageQueue open(Section settings, Path state) throws SettingsException {
        return new AmqpQueue(AmqpSettings.read(settings));
    }
}
