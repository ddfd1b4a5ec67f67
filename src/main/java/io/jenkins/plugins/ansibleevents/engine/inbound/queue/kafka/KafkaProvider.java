package io.jenkins.plugins.ansibleevents.engine.inbound.queue.kafka;

import io.jenkins.plugins.ansibleevents.engine.inbound.queue.MessageQueue;
import io.jenkins.plugins.ansibleevents.engine.inbound.queue.QueueProvider;
import io.jenkins.plugins.ansibleevents.engine.secret.Redactor;
import io.jenkins.plugins.ansibleevents.engine.settings.Section;
import io.jenkins.plugins.ansibleevents.engine.settings.SettingsException;
import java.nio.file.Path;
import org.apache.kafka.common.KafkaException;

/** {@code queue: {kafka: {bootstrapServers: ..., topic: ...}}}. */
public final class KafkaProvider implements QueueProvider {

    @Override
    public String name() {
        return "kafka";
    }

    @Override
    public void check(Section settings) throws SettingsException {
        queue(settings).close();
    }

    @Override
    public MessageQueue open(Section settings, Path state) throws SettingsException {
        return queue(settings);
    }

    /** A name that does not resolve is a broker that is away; properties that no client can be made of are a mistake. */
    private static KafkaQueue queue(Section settings) throws SettingsException {
        KafkaSettings read = KafkaSettings.read(settings);
        var queue = new KafkaQueue(read);
        try {
            queue.open();
        } catch (KafkaException e) {
            if (!KafkaFailures.isUnknownName(e)) {
                queue.close();
                var secrets = Redactor.of(read.secretProperties().values());
                throw settings.error("properties", secrets.redact(KafkaFailures.reason(e)));
            }
        }
        return queue;
    }
}
