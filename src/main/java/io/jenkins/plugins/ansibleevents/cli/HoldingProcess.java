package io.jenkins.plugins.ansibleevents.cli;

import io.jenkins.plugins.ansibleevents.engine.files.IoReason;
import io.jenkins.plugins.ansibleevents.engine.files.OwnerOnly;
import io.jenkins.plugins.ansibleevents.engine.record.RunDirectory;
import io.jenkins.plugins.ansibleevents.engine.record.RunDirectoryException;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The process that a run depends on, as the file {@code pid} of its directory names it. The number of a process is used
 * again after its end; so the file also says when and where the process was started.
 *
 * <pre>
 * 4711                                  the process
 * web1                                  the name of its machine
 * 4f0c...-91e7 pid:[4026531836]         the boot of the machine and the space of process numbers (containers have their own)
 * 5301217                               when it was started, in ticks after the boot
 * </pre>
 *
 * Where there is no {@code /proc}, the third line is empty, and the fourth has the time in milliseconds.
 *
 * @param pid its number
 * @param host the name of its machine
 * @param numbers where its number is valid
 * @param started when it was started
 */
record HoldingProcess(long pid, String host, String numbers, String started) {

    /** The state of the process, as far as this one can see. */
    enum Life {
        ALIVE,
        GONE,
        /** It was started on another machine. */
        ELSEWHERE
    }

    private static final Path PROC = Path.of("/proc");

    /** After the name of the program, which is in parentheses and may contain any characters. */
    private static final int STATE_FIELD = 0;

    private static final int START_FIELD = 19;

    private static final int LINES = 4;

    /** Names of machines have 64 at most, numbers of processes and times 20. */
    private static final int MOST_BYTES = 500;

    /** This process. */
    static HoldingProcess current() {
        long pid = ProcessHandle.current().pid();
        return new HoldingProcess(pid, hostName(), numbersHere(), startOf(pid).orElse(""));
    }

    /** Writes the file and has it open until the answer is closed, by which others know the process, see {@link #holds}. */
    Closeable hold(RunDirectory run) throws RunDirectoryException {
        Path part = run.pid().resolveSibling(".pid.part");
        try {
            FileChannel open = FileChannel.open(
                    part, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), OwnerOnly.file());
            try {
                open.write(ByteBuffer.wrap(text()));
                Files.move(part, run.pid(), StandardCopyOption.ATOMIC_MOVE);
                return open;
            } catch (IOException e) {
                open.close();
                throw e;
            }
        } catch (IOException e) {
            throw new RunDirectoryException("cannot write into " + run.path() + ": " + IoReason.of(e), e);
        }
    }

    private byte[] text() {
        return (pid + "\n" + host + "\n" + numbers + "\n" + started + "\n").getBytes(StandardCharsets.UTF_8);
    }

    /** The process of a run; empty when there is no file, or one that was not written here. */
    static Optional<HoldingProcess> of(RunDirectory run) throws IOException {
        if (!Files.isRegularFile(run.pid())) {
            return Optional.empty(); // a pipe would never end
        }
        try (InputStream in = Files.newInputStream(run.pid())) {
            byte[] text = in.readNBytes(MOST_BYTES + 1);
            List<String> lines =
                    new String(text, StandardCharsets.UTF_8).lines().toList();
            return text.length > MOST_BYTES
                            || lines.size() < LINES
                            || !lines.get(0).matches("[1-9][0-9]{0,17}")
                    ? Optional.empty()
                    : Optional.of(
                            new HoldingProcess(Long.parseLong(lines.get(0)), lines.get(1), lines.get(2), lines.get(3)));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    /**
     * Whether the process that is alive has this run: it has the very file open that names it. A file that was copied or
     * made up can name any process. Of a process whose open files are not to be seen, the program is compared.
     */
    boolean holds(RunDirectory run) {
        if (!Files.isDirectory(PROC.resolve("self"))) {
            return true;
        }
        try (Stream<Path> open = Files.list(PROC.resolve(pid + "/fd"))) {
            return open.anyMatch(file -> isSame(file, run.pid()));
        } catch (IOException | UncheckedIOException e) {
            return isOfThisProgram();
        }
    }

    private static boolean isSame(Path open, Path file) {
        try {
            return Files.isSameFile(open, file);
        } catch (IOException closed) {
            return false;
        }
    }

    private boolean isOfThisProgram() {
        try {
            String words = Files.readString(PROC.resolve(pid + "/cmdline"), StandardCharsets.ISO_8859_1);
            return Stream.of(words.split("\0"))
                    .anyMatch(word -> word.equals(HeldRun.class.getName())
                            || word.equals(AnsibleEvents.class.getName())
                            || word.endsWith("ansible-events.jar"));
        } catch (IOException e) {
            return false;
        }
    }

    Life life() {
        if (numbers.equals(numbersHere())) {
            return startOf(pid).filter(started::equals).isPresent() ? Life.ALIVE : Life.GONE;
        }
        // The same machine or container after another boot: nothing of before is there.
        return host.equals(hostName()) ? Life.GONE : Life.ELSEWHERE;
    }

    /** Asks the process to end, as Ctrl-C does; false when that is not allowed or the process no longer has the run. */
    boolean terminate(RunDirectory run) {
        return life() == Life.ALIVE
                && holds(run)
                && ProcessHandle.of(pid).map(ProcessHandle::destroy).orElse(false);
    }

    private static String hostName() {
        try {
            return Files.readString(PROC.resolve("sys/kernel/hostname")).strip();
        } catch (IOException e) {
            try {
                return InetAddress.getLocalHost().getHostName();
            } catch (IOException unknown) {
                return "";
            }
        }
    }

    private static String numbersHere() {
        try {
            return Files.readString(PROC.resolve("sys/kernel/random/boot_id")).strip() + " "
                    + Files.readSymbolicLink(PROC.resolve("self/ns/pid"));
        } catch (IOException e) {
            return "";
        }
    }

    /** When a process was started; empty when it is gone. One that has ended and is not reaped is gone. */
    private static Optional<String> startOf(long pid) {
        if (!Files.isDirectory(PROC.resolve("self"))) {
            return ProcessHandle.of(pid)
                    .filter(ProcessHandle::isAlive)
                    .flatMap(process -> process.info().startInstant())
                    .map(start -> Long.toString(start.toEpochMilli()));
        }
        try {
            String line = Files.readString(PROC.resolve(pid + "/stat"), StandardCharsets.ISO_8859_1);
            String[] fields = line.substring(line.lastIndexOf(')') + 2).split(" ");
            return "ZX".contains(fields[STATE_FIELD]) ? Optional.empty() : Optional.of(fields[START_FIELD]);
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
