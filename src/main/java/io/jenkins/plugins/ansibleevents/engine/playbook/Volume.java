package io.jenkins.plugins.ansibleevents.engine.playbook;

import java.util.ArrayDeque;
import java.util.Set;

/**
 * A file or directory of the machine in a container.
 *
 * @param mount both places
 * @param options as the engine reads them, for example {@code ro,z}; may be empty
 */
public record Volume(Mounts.Mount mount, String options) {

    private static final String OPTION = "containerVolumes";

    /** Whoever has these in a container has the machine; SELinux labels of a mount would make it unusable. */
    private static final Set<String> TOO_MUCH = Set.of("/", "/home", "/usr");

    public Volume {
        check(mount.outside());
        if (!mount.inside().startsWith("/")) {
            throw new PlaybookRequestException(
                    OPTION,
                    "the place in the container must begin with '/', is \"" + mount.inside()
                            + "\"; a colon divides the two places, and cannot be in a path");
        }
    }

    /** Reads {@code host:container} or {@code host:container:options}; without the second the place is the same in both. */
    public static Volume of(String text) {
        RequestCheck.word(OPTION, text);
        String[] parts = text.split(":", 3);
        String inside = parts.length > 1 && !parts[1].isEmpty() ? parts[1] : parts[0];
        return new Volume(new Mounts.Mount(plain(parts[0]), plain(inside)), parts.length > 2 ? parts[2] : "");
    }

    /** As the engines read it: without {@code .}, {@code ..} and needless slashes, whatever links there are. */
    private static String plain(String path) {
        if (!path.startsWith("/")) {
            return path;
        }
        var names = new ArrayDeque<String>();
        for (String name : path.split("/")) {
            if (name.equals("..")) {
                names.pollLast();
            } else if (!name.isEmpty() && !name.equals(".")) {
                names.addLast(name);
            }
        }
        return "/" + String.join("/", names);
    }

    /** Refuses a path that cannot be mounted, or must not be. */
    public static String check(String path) {
        if (!path.startsWith("/")) {
            throw new PlaybookRequestException(
                    OPTION, "the path of the machine must begin with '/', is \"" + path + "\"");
        }
        if (path.indexOf(':') >= 0) {
            throw new PlaybookRequestException(
                    OPTION, "\"" + path + "\" has a colon, and container engines cannot mount such a path");
        }
        if (TOO_MUCH.contains(path)) {
            throw new PlaybookRequestException(
                    OPTION, path + " cannot be mounted into a container; name a directory below it");
        }
        return path;
    }
}
