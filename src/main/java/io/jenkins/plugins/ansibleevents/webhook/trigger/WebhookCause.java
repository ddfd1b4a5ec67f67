package io.jenkins.plugins.ansibleevents.webhook.trigger;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.model.Cause;
import hudson.model.Run;
import io.jenkins.plugins.ansibleevents.engine.inbound.dispatch.Action;
import io.jenkins.plugins.ansibleevents.engine.inbound.queue.Message;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/** A message, or several of them, started the build. */
@Restricted(NoExternalUse.class)
public final class WebhookCause extends Cause {

    private final String messageId;
    private final String endpoint;
    private final String sender;
    private final int attempts;
    private final int messages;

    @CheckForNull
    private transient Run<?, ?> build;

    WebhookCause(Action action) {
        Message first = action.messages().get(0);
        this.messageId = first.id();
        this.endpoint = first.endpoint().orElse("");
        this.sender = first.sender().orElse("");
        this.attempts = action.attempt();
        this.messages = action.messages().size();
    }

    /** The id that the sender got; of several messages that of the first. */
    public String getMessageId() {
        return messageId;
    }

    /** The endpoint that took it; empty when somebody else put it into the queue. */
    public String getEndpoint() {
        return endpoint;
    }

    /** Who sent it, as its authentication says. */
    public String getSender() {
        return sender;
    }

    /** How often it was received from the queue when the build was scheduled, from 1. */
    public int getAttempts() {
        return attempts;
    }

    /** How many messages this one build is for. */
    public int getMessages() {
        return messages;
    }

    @CheckForNull
    public Run<?, ?> getBuild() {
        return build;
    }

    @Override
    @SuppressWarnings("rawtypes") // as Jenkins declares it
    public void onAddedTo(Run run) {
        build = run;
    }

    @Override
    public void onLoad(Run<?, ?> run) {
        build = run;
    }

    @Override
    public String getShortDescription() {
        String where =
                endpoint.isEmpty() ? Messages.WebhookCause_queue() : Messages.WebhookCause_endpoint(endpoint, sender);
        return Messages.WebhookCause_description(messageId, messages - 1, where, attempts);
    }
}
