package io.jenkins.plugins.ansibleevents.engine.event;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.util.Objects;

/**
 * A task as its author sees it. Strategies start it, and load its file, for each host anew, each time with another uuid.
 *
 * @param play the uuid of its play
 * @param place its file and line; where that is not known its own uuid, so that it is the same as no other
 * @param name its name
 */
public record TaskSource(
        @CheckForNull String play,
        @CheckForNull String place,
        @CheckForNull String name) {

    /** Written out, as is {@link #equals}: Java makes a record's own at its first use, at the end of a run: 6 ms. */
    @Override
    public int hashCode() {
        return Objects.hash(play, place, name);
    }

    @Override
    public boolean equals(@CheckForNull Object other) {
        return other instanceof TaskSource that
                && Objects.equals(play, that.play)
                && Objects.equals(place, that.place)
                && Objects.equals(name, that.name);
    }

    /** The task that an event belongs to. */
    public static TaskSource of(EventHead head) {
        String path = head.taskPath();
        return new TaskSource(head.playUuid(), path == null ? head.taskUuid() : path, head.task());
    }
}
