package io.jenkins.plugins.ansibleevents.engine.inbound.queue.sqs;

import io.jenkins.plugins.ansibleevents.engine.inbound.queue.MessageQueue;
import io.jenkins.plugins.ansibleevents.engine.inbound.queue.QueueProvider;
import io.jenkins.plugins.ansibleevents.engine.settings.Section;
import io.jenkins.plugins.ansibleevents.engine.settings.SettingsException;
import java.nio.file.Path;

/**
 * {@code queue: {sqs: {queue: NAME, ...}}}. Names no class of the AWS SDK: in Jenkins that is a plugin which may be absent,
 * and the other queues must be found all the same.
 */
public final class SqsProvider implements QueueProvider {

    @Override
    public String name() {
        return "sqs";
    }

    @Override
    public void check(Section settings) throws SettingsException {
        SqsQueue.of(settings).close();
    }

    @Override
    public MessageQueue open(Section settings, Path state) throws SettingsException {
        return SqsQueue.of(settings);
    }
}
