package io.jenkins.plugins.ansibleevents.webhook.trigger;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.model.Action;
import hudson.model.Item;
import hudson.model.Queue;
import hudson.model.Run;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import jenkins.model.RunAction2;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/**
 * The messages that a build is for: recognises the build when a message is redelivered, keeps queue items of different
 * messages apart, and is the page that shows them.
 */
@Restricted(NoExternalUse.class)
public final class WebhookMessagesAction implements RunAction2, Queue.QueueAction {

    private static final Logger LOGGER = Logger.getLogger(WebhookMessagesAction.class.getName());

    private final String key;
    private final List<MessageFacts> messages = new ArrayList<>();
    private transient Run<?, ?> build;

    WebhookMessagesAction(io.jenkins.plugins.ansibleevents.engine.inbound.dispatch.Action action) {
        this.key = keyOf(action);
        action.messages().forEach(message -> messages.add(new MessageFacts(message)));
    }

    /** Names the message and its match, whatever the attempt. */
    static String keyOf(io.jenkins.plugins.ansibleevents.engine.inbound.dispatch.Action action) {
        String suffix = action.attempt() == 1 ? "" : "-a" + action.attempt();
        String id = action.id();
        return id.endsWith(suffix) ? id.substring(0, id.length() - suffix.length()) : id;
    }

    String key() {
        return key;
    }

    /** What is known of the messages, in the order they were combined. */
    public List<MessageFacts> getMessages() {
        return List.copyOf(messages);
    }

    boolean holdsAll(List<String> ids) {
        return messages.stream().map(MessageFacts::getId).toList().containsAll(ids);
    }

    /** No two messages are folded into one build; the same message is, when it is redelivered. */
    @Override
    public boolean shouldSchedule(List<Action> actions) {
        return actions.stream()
                .noneMatch(action -> action instanceof WebhookMessagesAction that && that.key.equals(key));
    }

    @Override
    public void onAttached(Run<?, ?> attachedTo) {
        build = attachedTo;
    }

    @Override
    public void onLoad(Run<?, ?> loaded) {
        build = loaded;
    }

    @CheckForNull
    public Run<?, ?> getBuild() {
        return build;
    }

    /** Whether the present user may read what was sent: who may see the settings of the job. */
    public boolean isPayloadVisible() {
        return build != null && build.getParent().hasPermission(Item.EXTENDED_READ);
    }

    /** The redacted payload of a message; empty when it was not kept, or for those who may not read it. */
    public String payload(MessageFacts message) {
        return payload(message.getId());
    }

    /** The same for the message of an id. */
    public String payload(String id) {
        if (!isPayloadVisible()) {
            return "";
        }
        try {
            return PayloadFile.of(build).read(id);
        } catch (IOException e) {
            LOGGER.log(Level.WARNING, "the messages of " + build + " cannot be read", e);
            return "";
        }
    }

    @Override
    public String getIconFileName() {
        return build == null ? null : "symbol-mail-outline plugin-ionicons-api";
    }

    @Override
    public String getDisplayName() {
        return Messages.WebhookMessagesAction_displayName();
    }

    @Override
    public String getUrlName() {
        return "ansible-events-messages";
    }
}
