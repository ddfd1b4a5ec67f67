package io.jenkins.plugins.ansibleevents.engine.event;

import edu.umd.cs.findbugs.annotations.CheckForNull;

/**
 * A task as its author sees it. Strategies start it, and load its file, again for each host, each time with another
 * uuid.
 *
 * @param play the uuid of its play
 * @param place its file and line; where these are unknown its own uuid, so that it equals no other task
 * @param name its name
 */
public record TaskSource(
        @CheckForNull String play,
        @CheckForNull String place,
        @CheckForNull String name) {

    /** The task that an event belongs to. */
    public static TaskSource of(EventHead head) {
        String path = head.taskPath();
        return new TaskSource(head.playUuid(), path == null ? head.taskUuid() : path, head.task());
    }
}
