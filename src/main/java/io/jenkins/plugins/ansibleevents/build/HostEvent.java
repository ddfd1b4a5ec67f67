package io.jenkins.plugins.ansibleevents.build;

import com.fasterxml.jackson.databind.node.ObjectNode;
import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.Util;
import io.jenkins.plugins.ansibleevents.engine.event.EventFormatException;
import io.jenkins.plugins.ansibleevents.engine.event.EventHead;
import io.jenkins.plugins.ansibleevents.engine.event.EventLine;
import io.jenkins.plugins.ansibleevents.engine.text.AnsiCodes;
import io.jenkins.plugins.ansibleevents.engine.text.Excerpt;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/** One event of one host, for the page that shows them in the order in which they happened. */
@Restricted(NoExternalUse.class)
public final class HostEvent {

    private static final int MAX_TEXT = 20_000;

    private final EventHead head;
    private final String text;

    HostEvent(EventLine event) {
        this.head = event.head();
        this.text = text(event);
    }

    private static String text(EventLine event) {
        try {
            ObjectNode tree = event.tree();
            String text = AnsiCodes.removed(tree.path("stdout").asText()).strip();
            return Excerpt.of(text, MAX_TEXT);
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

    /** The duration for people; empty when the event has none. */
    public String getDuration() {
        return Double.isNaN(head.duration()) ? "" : Util.getTimeSpanString(Math.round(head.duration() * 1000));
    }

    /** Ansible's text about the event, without escape sequences. */
    public String getText() {
        return text;
    }
}
