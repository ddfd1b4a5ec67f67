package io.jenkins.plugins.ansibleevents.engine.inbound.queue.sqs;

import io.jenkins.plugins.ansibleevents.engine.inbound.queue.MessageQueue;
import io.jenkins.plugins.ansibleevents.engine.inbound.queue.QueueProvider;
import io.jenkins.plugins.ansibleevents.engine.settings.Section;
import io.jenkins.plugins.ansibleevents.engine.settings.SettingsException;
import java.nio.file.Path;
import software.amazon.awssdk.core.exception.SdkException;

/** {@code queue: {sqs: {queue: NAME, ...}}}. */
public final class SqsProvider implements QueueProvider {

    @Override
    public String name() {
        return "sqs";
    }

    @Override
    public void check(Section settings) throws SettingsException {
        queue(settings).close();
    }

    @Override
    public MessageQueue open(Section settings, Path state) throws SettingsException {
        return queue(settings);
    }

    /** Nothing is asked of Amazon before the queue is used. */
    private static MessageQueue queue(Section settings) throws SettingsException {
        SqsSettings read = SqsSettings.read(settings);
        try {
            return new SqsQueue(read);
        } catch (SdkException e) {
            throw settings.error("", e.getMessage() + "; set region, or AWS_REGION in the environment");
        }
    }
}
