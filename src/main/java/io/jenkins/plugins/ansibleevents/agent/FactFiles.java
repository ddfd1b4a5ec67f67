package io.jenkins.plugins.ansibleevents.agent;

import hudson.FilePath;
import io.jenkins.plugins.ansibleevents.engine.secret.Redactor;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/**
 * The facts of a run's hosts while the run goes on: Ansible's {@code jsonfile} cache writes a file per host into a
 * private directory (0700) beside the workspace of the agent. Facts may hold secrets, for example in a host's
 * environment, so only redacted copies are kept, and the directory is deleted at the end of the run.
 */
@Restricted(NoExternalUse.class)
public final class FactFiles implements Closeable {

    /** Lets the launch script remove the directory when the controller is gone; Ansible skips names with a dot. */
    private static final String OF_ONE_RUN = ".ansible-events-run";

    private final LauncherRunHost host;
    private final String path;

    private FactFiles(LauncherRunHost host, String path) {
        this.host = host;
        this.path = path;
    }

    /**
     * Makes the directory.
     *
     * @param ident the run's ident
     */
    public static FactFiles open(LauncherRunHost host, String ident) throws IOException {
        String path = host.createPrivateDirectory(null, ident);
        host.write(path + "/" + OF_ONE_RUN, new byte[0], false);
        return new FactFiles(host, path);
    }

    /**
     * The directory of a run that goes on after a restart of Jenkins.
     *
     * @param path its {@link #path} before
     */
    public static FactFiles again(LauncherRunHost host, String path) {
        return new FactFiles(host, path);
    }

    /** Where Ansible writes them, on the agent. */
    public String path() {
        return path;
    }

    /**
     * Copies the files to the controller; makes no directory when there are none. A link is not followed: a playbook in a
     * container could name any file of the agent by it.
     *
     * @throws IOException when the agent cannot be reached, a file is a link, or the disk is full; the files copied so far
     *     are complete
     */
    public void copyTo(Path target, Redactor redactor) throws IOException {
        FilePath directory = host.file(path);
        AgentConnection.of(directory).run("the facts of the hosts", () -> copy(files(directory), target, redactor));
    }

    private static List<FilePath> files(FilePath directory) throws IOException, InterruptedException {
        return directory.list().stream()
                .filter(file -> !file.getName().equals(OF_ONE_RUN))
                .toList();
    }

    private static void copy(List<FilePath> files, Path target, Redactor redactor)
            throws IOException, InterruptedException {
        if (!files.isEmpty()) {
            Files.createDirectories(target);
        }
        for (FilePath file : files) {
            String name = plain(file.getName());
            if (file.readLink() != null) {
                throw new IOException("the file of facts \"" + name
                        + "\" is a symbolic link, which a playbook must have made; it is not followed");
            }
            copy(file, child(target, name), redactor);
        }
    }

    private static Path child(Path directory, String name) throws IOException {
        try {
            return directory.resolve(name);
        } catch (InvalidPathException e) {
            throw new IOException(
                    "the locale of the controller has no file name for \"" + name
                            + "\"; start Jenkins with LC_ALL=C.UTF-8",
                    e);
        }
    }

    private static void copy(FilePath file, Path target, Redactor redactor) throws IOException, InterruptedException {
        try (InputStream from = file.read();
                OutputStream to = redactor.filter(Files.newOutputStream(target))) {
            from.transferTo(to);
        }
    }

    /** An agent may be hostile: a name from it must not lead out of the directory that files are copied to. */
    private static String plain(String name) throws IOException {
        if (name.indexOf('\uFFFD') >= 0) {
            // Java has put this character where it cannot decode the name, and finds no file of the resulting name.
            throw new IOException("the locale of the agent cannot read the name of the file of facts \"" + name
                    + "\"; start the agent with LC_ALL=C.UTF-8");
        }
        if (name.isEmpty() || name.startsWith(".") || name.contains("/") || name.contains("\\")) {
            throw new IOException("the agent names a file of facts \"" + name + "\", which is no name of a host");
        }
        return name;
    }

    @Override
    public void close() throws IOException {
        host.delete(path);
    }
}
