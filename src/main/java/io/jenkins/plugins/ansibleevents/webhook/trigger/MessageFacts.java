package io.jenkins.plugins.ansibleevents.webhook.trigger;

import io.jenkins.plugins.ansibleevents.engine.inbound.queue.Message;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/** What a build keeps of one of its messages in {@code build.xml}; the payload is in a file beside it. */
@Restricted(NoExternalUse.class)
public final class MessageFacts {

    private final String id;
    private final String endpoint;
    private final String sender;
    private final String received;

    MessageFacts(Message message) {
        this.id = message.id();
        this.endpoint = message.endpoint().orElse("");
        this.sender = message.sender().orElse("");
        this.received = message.attribute(Message.RECEIVED).orElse("");
    }

    public String getId() {
        return id;
    }

    public String getEndpoint() {
        return endpoint;
    }

    public String getSender() {
        return sender;
    }

    public String getReceived() {
        return received;
    }
}
