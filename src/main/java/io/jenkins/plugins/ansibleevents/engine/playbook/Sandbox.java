package io.jenkins.plugins.ansibleevents.engine.playbook;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.util.List;

/**
 * Ansible of this machine, which sees only a part of its files and its own processes. It is made by {@code bwrap}
 * (bubblewrap).
 *
 * @param program its name, or its path
 * @param home a directory that Ansible sees and may write to, such as the private data directory
 * @param hidden directories and files in whose place Ansible sees empty ones
 * @param shown directories and files that Ansible sees and may write to
 * @param readOnly directories and files that Ansible sees
 * @param copy a copy of a directory in which Ansible runs, or null
 */
public record Sandbox(
        String program,
        String home,
        List<String> hidden,
        List<String> shown,
        List<String> readOnly,
        @CheckForNull Copy copy)
        implements Isolation {

    /** The program by its name. */
    public static final String BWRAP = "bwrap";

    /**
     * A copy that is made when the run begins.
     *
     * @param of the directory to copy
     * @param to the directory to make
     * @param kept whether it stays after the run
     */
    public record Copy(String of, String to, boolean kept) {}

    public Sandbox {
        RequestCheck.word("isolationExecutable", program);
        hidden = paths("hidePaths", hidden);
        shown = paths("showPaths", shown);
        readOnly = paths("roPaths", readOnly);
    }

    private static List<String> paths(String option, List<String> paths) {
        for (String path : paths) {
            RequestCheck.line(option, path);
            if (!path.startsWith("/")) {
                throw new PlaybookRequestException(option, "a path must begin with '/', is \"" + path + "\"");
            }
        }
        return List.copyOf(paths);
    }

    @Override
    public Mounts mounts() {
        return new Mounts(copy == null ? List.of() : List.of(new Mounts.Mount(copy.of(), copy.to())));
    }
}
