package io.jenkins.plugins.ansibleevents.build;

import io.jenkins.plugins.ansibleevents.engine.event.EventLine;
import io.jenkins.plugins.ansibleevents.engine.event.EventType;
import io.jenkins.plugins.ansibleevents.engine.record.StoredEvents;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.List;
import jenkins.util.VirtualFile;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/** The last events of one host in one run: a failure is among them. */
@Restricted(NoExternalUse.class)
public final class HostEvents {

    /** The most events of a host on one page; {@code events.jsonl} has all of them. */
    public static final int MAX_EVENTS = 500;

    private final String host;
    private final ArrayDeque<EventLine> last = new ArrayDeque<>();
    private long all;

    private HostEvents(String host) {
        this.host = host;
    }

    /** Reads an {@code events.jsonl}; a missing file holds no events. */
    static HostEvents read(VirtualFile file, String host) throws IOException {
        var events = new HostEvents(host);
        if (file.isFile()) {
            try (var content = file.open()) {
                StoredEvents.read(content, events::add);
            }
        }
        return events;
    }

    private void add(EventLine event) {
        boolean ofHost = host.equals(event.head().host());
        if (!ofHost || event.head().event().equals(EventType.RUNNER_ON_START)) {
            return;
        }
        all++;
        last.add(event);
        if (last.size() > MAX_EVENTS) {
            last.remove();
        }
    }

    /** The last {@link #MAX_EVENTS}, in the order in which they happened. */
    public List<HostEvent> getShown() {
        return last.stream().map(HostEvent::new).toList();
    }

    /** The number of all events of the host. */
    public long getAll() {
        return all;
    }

    public boolean isEmpty() {
        return all == 0;
    }

    /** Whether the page leaves events out. */
    public boolean isCut() {
        return all > MAX_EVENTS;
    }
}
