package io.jenkins.plugins.ansibleevents.webhook;

import io.jenkins.plugins.ansibleevents.engine.inbound.dispatch.MessageReports;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/** The newest messages on the page, all or those in one state. */
@Restricted(NoExternalUse.class)
public final class MessageList {

    private final String state;
    private final Optional<MessageReports.Page> page;

    private MessageList(String state, Optional<MessageReports.Page> page) {
        this.state = state;
        this.page = page;
    }

    static MessageList of(String state, int most) {
        String known = MessageReports.STATES.contains(state) ? state : "";
        return new MessageList(known, WebhookService.get().runtime().map(running -> running.reports()
                .newest(known, most)));
    }

    /** A state with the number of its messages; the empty one stands for all. */
    public record Choice(String state, String words, int number, boolean chosen) {}

    /** The states that some messages are in. */
    public List<Choice> getChoices() {
        Map<String, Integer> counts = page.map(MessageReports.Page::counts).orElse(Map.of());
        return MessageReports.STATES.stream()
                .filter(each -> counts.containsKey(each) || each.equals(state))
                .map(each ->
                        new Choice(each, MessageRow.stateWords(each), counts.getOrDefault(each, 0), each.equals(state)))
                .toList();
    }

    public boolean isAll() {
        return state.isEmpty();
    }

    public List<MessageRow> getRows() {
        return page.map(found -> found.rows().stream().map(MessageRow::new).toList())
                .orElse(List.of());
    }

    /** How many messages were looked at; there may be older ones. */
    public int getLookedAt() {
        return page.map(MessageReports.Page::lookedAt).orElse(0);
    }

    /** How many of them would be shown, were there room. */
    public int getMatching() {
        return page.map(MessageReports.Page::matching).orElse(0);
    }

    public boolean isCut() {
        return getMatching() > getRows().size();
    }
}
