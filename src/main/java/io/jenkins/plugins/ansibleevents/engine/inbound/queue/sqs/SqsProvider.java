package io.jenkins.plugins.ansibleevents.engine.inbound.queue.sqs;

import io.jenkins.plugins.ansibleevents.engine.inbound.queue.MessageQueue;
import io.jenkins.plugins.ansibleevents.engine.inbound.queue.QueueProvider;
import io.jenkins.plugins.ansibleevents.engine.settings.Section;
import io.jenkins.plugins.ansibleevents.engine.settings.SettingsException;
import java.nio.file.Path;

/** {@code queue: {sqs: {queue: NAME, ...}}}. */
public final class SqsProvider implements QueueProvider {

    @Override
    public String name() {
        return "sqs";
    }

    @Override
    public MessageQueue open(Section settings, Path state) throws SettingsException {
        return new SqsQueue(SqsSettings.read(settings));
    }
}
