package io.jenkins.plugins.ansibleevents.engine.emit;

import java.util.Collection;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Which messages an emitter gets. In names, {@code *} stands for any text. Immutable. */
public final class MessageFilter {

    /** Lets everything pass. */
    public static final MessageFilter ALL = new MessageFilter(List.of(), List.of(), List.of(), List.of());

    private final boolean everything;
    private final Predicate<String> events;
    private final Predicate<String> exceptEvents;
    private final Predicate<String> statuses;
    private final Predicate<String> hosts;

    /**
     * An empty collection is no condition.
     *
     * @param events types of events, for example {@code runner_on_failed} or {@code runner_item_*}; {@code none} for no
     *     event at all
     * @param exceptEvents types of events that are left out, also when {@code events} names them
     * @param statuses names of statuses, for example {@code failed}; {@code none} for no status at all
     * @param hosts inventory names; events without a host pass
     */
    public MessageFilter(
            Collection<String> events,
            Collection<String> exceptEvents,
            Collection<String> statuses,
            Collection<String> hosts) {
        this.everything = events.isEmpty() && exceptEvents.isEmpty() && statuses.isEmpty() && hosts.isEmpty();
        this.events = events.isEmpty() ? any -> true : anyOf(events);
        this.exceptEvents = anyOf(exceptEvents);
        this.statuses = statuses.isEmpty() ? any -> true : anyOf(statuses);
        this.hosts = hosts.isEmpty() ? any -> true : anyOf(hosts);
    }

    /** Whether there is no condition. */
    public boolean passesAll() {
        return everything;
    }

    /** Whether the emitter gets this message. */
    public boolean passes(EmitterMessage message) {
        if (everything) {
            return true;
        }
        if (message.kind() == EmitterMessage.Kind.STATUS) {
            return statuses.test(message.type());
        }
        String host = message.host();
        return events.test(message.type()) && !exceptEvents.test(message.type()) && (host == null || hosts.test(host));
    }

    private static Predicate<String> anyOf(Collection<String> names) {
        String alternatives = names.stream()
                .map(name -> Pattern.quote(name).replace("*", "\\E.*\\Q"))
                .collect(Collectors.joining("|"));
        return Pattern.compile(alternatives, Pattern.DOTALL).asMatchPredicate();
    }
}
