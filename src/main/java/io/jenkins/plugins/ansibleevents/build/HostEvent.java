package io.jenkins.plugins.ansibleevents.build;

import com.fasterxml.jackson.databind.node.ObjectNode;
import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.Util;
import hudson.model.Run;
import io.jenkins.plugins.ansibleevents.engine.artifact.StoredEvents;
import io.jenkins.plugins.ansibleevents.engine.event.EventFormatException;
import io.jenkins.plugins.ansibleevents.engine.event.EventHead;
import io.jenkins.plugins.ansibleevents.engine.event.EventLine;
import io.jenkins.plugins.ansibleevents.engine.event.EventType;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.regex.Pattern;
import jenkins.util.VirtualFile;

/** One event of one host, for the page that shows them in the order in which they happened. */
public final class HostEvent {

    /** What one page shows of a host; all of it stands in {@code events.jsonl}. */
    static final int MAX_EVENTS = 500;

    private static final Logger LOGGER = Logger.getLogger(HostEvent.class.getName());
    private static final int MAX_TEXT = 20_000;
    private static final Pattern ESCAPES = Pattern.compile("\u001b\\[[0-9;]{0,40}m");

    private final EventHead head;
    private final String text;

    private HostEvent(EventHead head, String text) {
        this.head = head;
        this.text = text;
    }

    /** The first {@link #MAX_EVENTS} events of a host; empty when the run's artifacts are gone. */
    static List<HostEvent> read(Run<?, ?> build, RunSummary run, String host) {
        VirtualFile file = build.getArtifactManager().root().child(run.getArtifactsPath() + "/events.jsonl");
        var events = new ArrayList<HostEvent>();
        try {
            if (file.isFile()) {
                try (var content = file.open()) {
                    StoredEvents.read(content, event -> addIf(events, event, host));
                }
            }
        } catch (IOException e) {
            LOGGER.log(Level.WARNING, e, () -> "Cannot read " + file + " of " + build);
        }
        return events;
    }

    private static void addIf(List<HostEvent> events, EventLine event, String host) {
        EventHead head = event.head();
        boolean shown = host.equals(head.host()) && !head.event().equals(EventType.RUNNER_ON_START);
        if (shown && events.size() < MAX_EVENTS) {
            events.add(new HostEvent(head, text(event)));
        }
    }

    private static String text(EventLine event) {
        try {
            ObjectNode tree = event.tree();
            String text =
                    ESCAPES.matcher(tree.path("stdout").asText()).replaceAll("").strip();
            return text.length() > MAX_TEXT ? text.substring(0, MAX_TEXT) + " ..." : text;
        } catch (EventFormatException e) {
            return "";
        }
    }

    public long getCounter() {
        return head.counter();
    }

    /** {@code failed}, {@code unreachable}, {@code skipped}, {@code changed}, {@code ignored} or {@code ok}. */
    public String getState() {
        String name = head.event();
        if (name.endsWith("_failed")) {
            return head.ignoreErrors() ? "ignored" : "failed";
        }
        if (name.endsWith("_ok")) {
            return head.changed() ? "changed" : "ok";
        }
        return name.substring(name.lastIndexOf('_') + 1);
    }

    public String getName() {
        return head.event();
    }

    public String getTime() {
        String created = head.created();
        return created.length() > 19 ? created.substring(11, 19) : created;
    }

    @CheckForNull
    public String getPlay() {
        return head.play();
    }

    @CheckForNull
    public String getTask() {
        return head.task();
    }

    @CheckForNull
    public String getPath() {
        return head.taskPath();
    }

    /** For people; empty when the event has none. */
    public String getDuration() {
        return Double.isNaN(head.duration()) ? "" : Util.getTimeSpanString(Math.round(head.duration() * 1000));
    }

    /** What Ansible wrote about it, without escape sequences. */
    public String getText() {
        return text;
    }
}
