package io.jenkins.plugins.ansibleevents.build.history;

import io.jenkins.plugins.ansibleevents.engine.digest.Sha256;
import io.jenkins.plugins.ansibleevents.engine.files.OwnerOnly;
import io.jenkins.plugins.ansibleevents.engine.files.WholeFile;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * {@code $JENKINS_HOME/ansible-events/hosts}: what was done to each host by any job. A host has a file of its own, {@code
 * <name>.jsonl}, with a {@link HostEntry} a line, the youngest last; a name that cannot be the name of a file is replaced by
 * {@code ~} and its SHA-256, and every line has the name itself. The builds hold the truth: a line that a kill has cut off is
 * left out, and nothing waits for the disk.
 *
 * <p>A file keeps the last {@value #KEPT} entries, a host stays for {@value #DAYS} days after its last run, and of more than
 * {@value #MAX_HOSTS} hosts those go first that had no run for longest. So all is bounded, some 30 KB a host.
 *
 * <p>Safe for use by several threads.
 */
final class HostFiles {

    /** Entries that a host keeps. */
    static final int KEPT = 100;

    static final int DAYS = 180;
    static final int MAX_HOSTS = 100_000;

    private static final String ENDING = ".jsonl";

    /** A file is shortened when it has grown to this size. */
    private static final long LARGE = 64 << 10;

    private static final int LOCKS = 64;

    private final Path directory;
    private final Object[] locks = Stream.generate(Object::new).limit(LOCKS).toArray();

    HostFiles(Path directory) {
        this.directory = directory;
    }

    /**
     * Adds what a run did to its hosts.
     *
     * @param job the full name of the job
     * @param build the number of the build
     */
    void add(String job, int build, RunPast run) throws IOException {
        Files.createDirectories(directory, OwnerOnly.directory());
        for (HostPast host : run.hosts()) {
            Path file = file(host.name());
            String line = HostEntry.of(job, build, run, host).line();
            synchronized (lock(file)) {
                append(file, line);
            }
        }
    }

    /**
     * Removes what a run did to its hosts: its build is deleted, and a message may hold what nobody should read any more.
     *
     * @param build the number of the build
     */
    void remove(int build, RunPast run) throws IOException {
        for (HostPast host : run.hosts()) {
            Path file = file(host.name());
            synchronized (lock(file)) {
                keep(file, entry -> entry.build() != build || !entry.ident().equals(run.ident()));
            }
        }
    }

    /** Removes entries from the files of all hosts. */
    void removeIf(Predicate<HostEntry> unwanted) throws IOException {
        for (Path file : all("")) {
            synchronized (lock(file)) {
                keep(file, unwanted.negate());
            }
        }
    }

    /** Removes what is not wanted, and lines that a kill has cut off: nobody knows whose they are. */
    private static void keep(Path file, Predicate<HostEntry> wanted) throws IOException {
        List<String> lines = lines(file);
        List<String> kept = lines.stream()
                .filter(line -> {
                    HostEntry entry = HostEntry.read(line);
                    return entry != null && wanted.test(entry);
                })
                .toList();
        if (kept.size() == lines.size()) {
            return;
        }
        if (kept.isEmpty()) {
            Files.deleteIfExists(file);
            return;
        }
        FileTime lastRun = Files.getLastModifiedTime(file);
        write(file, kept);
        Files.setLastModifiedTime(file, lastRun);
    }

    /** Entries of a name are in one file, and of two names seldom. */
    private Object lock(Path file) {
        return locks[Math.floorMod(file.hashCode(), LOCKS)];
    }

    private Path file(String host) {
        return directory.resolve(fileName(host));
    }

    /** In lower case: where the system does not tell two such names apart, they share a file on purpose. */
    static String fileName(String host) {
        String name = host.toLowerCase(Locale.ROOT);
        boolean plain = name.matches("[a-z0-9_][a-z0-9._-]{0,199}");
        return (plain ? name : "~" + Sha256.hex(host)) + ENDING;
    }

    private static void append(Path file, String line) throws IOException {
        if (!Files.exists(file)) {
            Files.createFile(file, OwnerOnly.file());
        }
        long size;
        try (var content = new RandomAccessFile(file.toFile(), "rw")) {
            size = content.length();
            content.seek(Math.max(0, size - 1));
            boolean half = size > 0 && content.read() != '\n';
            content.seek(size);
            content.write(((half ? "\n" : "") + line + "\n").getBytes(StandardCharsets.UTF_8));
        }
        if (size > LARGE) {
            shorten(file);
        }
    }

    private static void shorten(Path file) throws IOException {
        List<String> lines = lines(file);
        write(file, lines.subList(Math.max(0, lines.size() - KEPT), lines.size()));
    }

    private static void write(Path file, List<String> lines) throws IOException {
        WholeFile.put(file, out -> {
            for (String line : lines) {
                out.write((line + "\n").getBytes(StandardCharsets.UTF_8));
            }
        });
    }

    private static List<String> lines(Path file) throws IOException {
        try {
            // Not Files.readAllLines, which refuses half a character: a kill may have left one.
            return new String(Files.readAllBytes(file), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
        } catch (NoSuchFileException e) {
            return List.of();
        }
    }

    /** What was done to a host, the youngest first; each run once. Empty for a host that is not known. */
    List<HostEntry> entries(String host) throws IOException {
        return entries(file(host)).stream()
                .filter(entry -> entry.host().equals(host))
                .toList();
    }

    private static List<HostEntry> entries(Path file) throws IOException {
        Map<String, HostEntry> byRun = new LinkedHashMap<>();
        lines(file).stream()
                .map(HostEntry::read)
                .filter(Objects::nonNull)
                .forEach(entry -> byRun.put(entry.ident() + "\n" + entry.host(), entry));
        var entries = new ArrayList<>(byRun.values());
        entries.sort(Comparator.comparingLong(HostEntry::at).reversed());
        return entries;
    }

    /**
     * Finds hosts by a part of their names, whatever its case.
     *
     * @param part empty for all
     * @return by name its entries, the youngest first; as many hosts as somebody wants to see
     */
    Stream<List<HostEntry>> find(String part) throws IOException {
        String wanted = part.toLowerCase(Locale.ROOT);
        return all(wanted).stream()
                .sorted(Comparator.comparing(Path::toString))
                .flatMap(HostFiles::hosts)
                .filter(entries ->
                        entries.get(0).host().toLowerCase(Locale.ROOT).contains(wanted));
    }

    /** The files of the hosts that may have this in their names, in lower case. */
    private List<Path> all(String part) throws IOException {
        var files = new ArrayList<Path>();
        try (DirectoryStream<Path> all = Files.newDirectoryStream(directory, "*" + ENDING)) {
            for (Path file : all) {
                String name = String.valueOf(file.getFileName());
                if (name.startsWith("~") || name.contains(part)) {
                    files.add(file);
                }
            }
        } catch (NoSuchFileException e) {
            return List.of(); // no run has ended yet
        }
        return files;
    }

    /** The hosts of a file. */
    private static Stream<List<HostEntry>> hosts(Path file) {
        try {
            Map<String, List<HostEntry>> byName = new LinkedHashMap<>();
            entries(file).forEach(entry -> byName.computeIfAbsent(entry.host(), name -> new ArrayList<>())
                    .add(entry));
            return byName.values().stream();
        } catch (IOException e) {
            return Stream.empty(); // removed at this moment
        }
    }

    /** Whether a host is known. */
    boolean isAny() {
        try (DirectoryStream<Path> all = Files.newDirectoryStream(directory, "*" + ENDING)) {
            return all.iterator().hasNext();
        } catch (IOException e) {
            return false;
        }
    }

    /** Removes the hosts that had no run for long, and those that are too many. */
    void prune(Instant now) throws IOException {
        var files = new ArrayList<Map.Entry<Path, Instant>>();
        try {
            for (Path file : all("")) {
                files.add(Map.entry(file, Files.getLastModifiedTime(file).toInstant()));
            }
        } catch (NoSuchFileException e) {
            return; // removed at this moment; there is another day
        }
        files.sort(Map.Entry.<Path, Instant>comparingByValue().reversed());
        Instant oldest = now.minus(Duration.ofDays(DAYS));
        for (int i = 0; i < files.size(); i++) {
            if (i >= MAX_HOSTS || files.get(i).getValue().isBefore(oldest)) {
                Files.deleteIfExists(files.get(i).getKey());
            }
        }
    }
}
