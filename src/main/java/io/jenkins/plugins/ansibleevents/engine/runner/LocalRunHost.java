package io.jenkins.plugins.ansibleevents.engine.runner;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.ansibleevents.engine.files.IoReason;
import io.jenkins.plugins.ansibleevents.engine.files.OwnerOnly;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFileAttributes;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * This machine, as the user of this process. Private directories are made 0700 below the requested directory, or
 * {@code java.io.tmpdir}. A thread for each run copies the display text, so that Ansible never waits for us. May serve
 * several runs at once.
 */
public final class LocalRunHost implements RunHost {

    private static final Logger LOGGER = Logger.getLogger(LocalRunHost.class.getName());

    /** The wait for late output: a process may leave another one behind that holds its output open. */
    private static final long LATE_OUTPUT_NANOS = Duration.ofSeconds(2).toNanos();

    /** The names that {@link #createPrivateDirectory} gives. */
    private static final Pattern PRIVATE = Pattern.compile("ansible-events-[0-9]{9,}");

    /** Far more time than a run needs to put its launch script into its directory. */
    private static final Duration TIME_TO_BEGIN = Duration.ofMinutes(10);

    private static final byte[] NOTHING = {};
    private static final int STATE_BYTES = 8;
    private static final int PERMISSION_BITS = 07777;
    private static final int COPY_BUFFER = 16 * 1024;

    /**
     * The wait after each copy of output: Ansible writes line by line, and a copy for each would cost it the processor.
     */
    private static final long COLLECT_NANOS = 20_000_000;

    @Override
    public String createPrivateDirectory(@CheckForNull String parent, String ident) throws IOException {
        Path place = path(parent == null ? System.getProperty("java.io.tmpdir") : parent)
                .toAbsolutePath();
        try {
            Files.createDirectories(place);
            removeLeft(place);
            return Files.createTempDirectory(place, "ansible-events-", OwnerOnly.directory())
                    .toString();
        } catch (IOException e) {
            throw new IOException(
                    "cannot make a private directory in " + place + ": " + IoReason.of(e)
                            + "; it needs a directory in which this user may write",
                    e);
        }
    }

    /**
     * Removes directories of processes that were killed before they put the launch script there, which cleans up in all
     * other cases. Nothing secret is written before the script.
     */
    private static void removeLeft(Path place) {
        try (DirectoryStream<Path> found = Files.newDirectoryStream(place, LocalRunHost::isLeft)) {
            for (Path left : found) {
                Files.walkFileTree(left, new Deletion());
            }
        } catch (IOException | DirectoryIteratorException e) {
            LOGGER.log(Level.FINE, e, () -> "what killed runs have left in " + place + " stays there");
        }
    }

    private static boolean isLeft(Path directory) throws IOException {
        if (!PRIVATE.matcher(String.valueOf(directory.getFileName())).matches()
                || Files.exists(directory.resolve("launch.sh"), LinkOption.NOFOLLOW_LINKS)) {
            return false;
        }
        try {
            var found = Files.readAttributes(directory, PosixFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
            return found.isDirectory()
                    && found.owner().getName().equals(System.getProperty("user.name"))
                    && found.lastModifiedTime()
                            .toInstant()
                            .isBefore(Instant.now().minus(TIME_TO_BEGIN));
        } catch (NoSuchFileException e) {
            return false; // another process was faster
        }
    }

    /** A path that Java can name here: in the POSIX locale it has no bytes for letters like ü. */
    private static Path path(String text) throws IOException {
        try {
            return Path.of(text);
        } catch (InvalidPathException e) {
            throw new IOException(
                    "\"" + text + "\" is no file name in " + System.getProperty("sun.jnu.encoding")
                            + ", the encoding of the locale in which Java was started on this machine; start it with"
                            + " LC_ALL=C.UTF-8, or use another directory",
                    e);
        }
    }

    @Override
    public void write(String path, byte[] content, boolean executable) throws IOException {
        Path file = path(path);
        Path parent = file.getParent();
        if (parent != null) {
            Files.createDirectories(parent, OwnerOnly.directory());
        }
        Set<StandardOpenOption> options = Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        try (FileChannel channel =
                FileChannel.open(file, options, executable ? OwnerOnly.directory() : OwnerOnly.file())) {
            ByteBuffer bytes = ByteBuffer.wrap(content);
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
        } catch (IOException e) {
            throw new IOException("cannot write " + file + ": " + IoReason.of(e), e);
        }
    }

    /** Nothing is read of a pipe or a device: to open a pipe that nobody writes to would hold up the run. */
    @Override
    public int read(String path, long offset, byte[] into) throws IOException {
        Path file = path(path);
        if (Files.exists(file)
                && Files.readAttributes(file, BasicFileAttributes.class).isOther()) {
            return 0;
        }
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            return Math.max(0, channel.read(ByteBuffer.wrap(into), offset));
        } catch (NoSuchFileException e) {
            return -1;
        }
    }

    @Override
    public Seen look(LookAt at) throws IOException {
        String state = text(at.directory() + "/state");
        byte[] output = at.isHeld() ? bytes(at.directory() + "/output", at.output(), at.most()) : NOTHING;
        byte[] events = bytes(at.directory() + "/events.raw", at.events(), at.most());
        if (!at.isHeld()) {
            return new Seen(state, "", output, events, Duration.ZERO);
        }
        String pulse = text(at.directory() + "/pulse");
        Duration quiet = quiet(at.directory());
        if (!at.words().isEmpty() && Files.exists(path(at.directory() + "/control"))) {
            tell(at.directory() + "/control", at.words().getBytes(StandardCharsets.US_ASCII));
        }
        return new Seen(state, pulse, output, events, quiet);
    }

    private byte[] bytes(String path, long offset, int most) throws IOException {
        try (FileChannel channel = FileChannel.open(path(path), StandardOpenOption.READ)) {
            int length = (int) Math.max(0, Math.min(most, channel.size() - offset));
            ByteBuffer bytes = ByteBuffer.allocate(length);
            int read = length == 0 ? 0 : Math.max(0, channel.read(bytes, offset));
            return read == length ? bytes.array() : Arrays.copyOf(bytes.array(), read);
        } catch (NoSuchFileException e) {
            return NOTHING;
        }
    }

    /** One of the files of the launch script that are overwritten in place. */
    private String text(String path) throws IOException {
        return new String(bytes(path, 0, STATE_BYTES), StandardCharsets.US_ASCII);
    }

    /**
     * By the times of files in one directory: the clock of another machine, that of a file server too, does not matter.
     */
    private static Duration quiet(String directory) throws IOException {
        long news = Stream.of("/output", "/events.raw", "/state")
                .mapToLong(name -> modified(directory + name))
                .max()
                .orElse(0);
        return Duration.ofMillis(Math.max(0, modified(directory + "/pulse") - news));
    }

    /** Milliseconds; 0 for a missing file. */
    private static long modified(String path) {
        return new File(path).lastModified();
    }

    @Override
    public int mode(String path) {
        try {
            int mode = (int) Files.getAttribute(path(path), "unix:mode");
            return mode & PERMISSION_BITS;
        } catch (IOException | UnsupportedOperationException e) {
            return -1;
        }
    }

    @Override
    public Map<String, String> environment() {
        return System.getenv();
    }

    @Override
    public RunHost.Process start(List<String> argv, Map<String, String> environment, OutputStream output)
            throws IOException {
        var builder = new ProcessBuilder(argv).redirectErrorStream(true);
        builder.environment().putAll(environment);
        return new LocalProcess(builder.start(), output);
    }

    /** Opened for reading, too: a pipe that nobody else has open would otherwise wait for a reader. */
    @Override
    public void tell(String pipe, byte[] words) throws IOException {
        try (var open = FileChannel.open(path(pipe), StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            open.write(ByteBuffer.wrap(words));
        }
    }

    @Override
    public void delete(String path) throws IOException {
        try {
            Files.walkFileTree(path(path), new Deletion());
        } catch (NoSuchFileException e) {
            return; // somebody else, the launch script, was faster
        }
    }

    private static final class LocalProcess implements RunHost.Process {

        private final java.lang.Process process;
        private final Thread pump;
        private long endedNanos;

        LocalProcess(java.lang.Process process, OutputStream output) {
            this.process = process;
            pump = new Thread(() -> copy(process.getInputStream(), output), "ansible-events output " + process.pid());
            pump.setDaemon(true);
            pump.start();
        }

        @Override
        public OutputStream stdin() {
            return process.getOutputStream();
        }

        @Override
        public @CheckForNull Integer exitCode() throws IOException {
            if (process.isAlive()) {
                return null;
            }
            if (pump.isAlive()) {
                long now = System.nanoTime();
                endedNanos = endedNanos == 0 ? now : endedNanos;
                if (now - endedNanos < LATE_OUTPUT_NANOS) {
                    return null;
                }
                process.getInputStream().close(); // ends the pump
            }
            return process.exitValue();
        }

        @Override
        public void kill() {
            process.destroyForcibly();
        }

        private static void copy(InputStream from, OutputStream to) {
            var buffer = new byte[COPY_BUFFER];
            try (to) {
                for (int n = from.read(buffer); n >= 0; n = from.read(buffer)) {
                    to.write(buffer, 0, n);
                    if (n < buffer.length) {
                        LockSupport.parkNanos(COLLECT_NANOS);
                    }
                }
            } catch (IOException e) {
                return; // the process or its reader is gone: there is nothing more to copy
            }
        }
    }

    /**
     * Deletes the files that it visits; those that have vanished in the meantime are no error. NFS keeps a deleted file
     * that a process still has open as {@code .nfs...}: {@link #removeLeft} removes it and its directory later.
     */
    private static final class Deletion extends SimpleFileVisitor<Path> {

        private static final String STILL_OPEN = ".nfs";

        private boolean stays;

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
            try {
                Files.deleteIfExists(file);
            } catch (FileSystemException e) {
                if (!String.valueOf(file.getFileName()).startsWith(STILL_OPEN)) {
                    throw e;
                }
                stays = true;
            }
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFileFailed(Path file, IOException problem) throws IOException {
            if (problem instanceof NoSuchFileException) {
                return FileVisitResult.CONTINUE;
            }
            throw problem;
        }

        @Override
        public FileVisitResult postVisitDirectory(Path directory, @CheckForNull IOException problem)
                throws IOException {
            try {
                Files.deleteIfExists(directory);
            } catch (DirectoryNotEmptyException e) {
                if (!stays) {
                    throw e;
                }
            }
            return FileVisitResult.CONTINUE;
        }
    }
}
