package io.jenkins.plugins.ansibleevents.engine.record;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Removes the oldest run directories ({@code rotate_artifacts}). */
public final class RunRotation {

    private RunRotation() {}

    /**
     * The run directories that stay; a limit of 0 does not count.
     *
     * @param runs how many, the youngest
     * @param days how many days after their end
     */
    public record Limits(int runs, int days) {}

    /**
     * Removes runs that are beyond a limit; the oldest by modification time go first. Only directories that
     * look like a run (they hold {@code status} or {@code events.jsonl}) are counted and removed. A run with a status
     * that is not final is left alone for a day after its last event.
     *
     * @param artifactDir where runs are kept
     * @return the directories that were removed, oldest first
     * @throws IOException when one cannot be removed; those before it are gone
     */
    public static List<Path> rotate(Path artifactDir, Limits limits) throws IOException {
        if (limits.runs() <= 0 && limits.days() <= 0 || !Files.isDirectory(artifactDir)) {
            return List.of();
        }
        List<Path> runs = runsOldestFirst(artifactDir);
        int beyond = limits.runs() > 0 ? runs.size() - limits.runs() : 0;
        long oldest = Instant.now().minus(Duration.ofDays(limits.days())).toEpochMilli();
        var removed = new ArrayList<Path>();
        for (int i = 0; i < runs.size(); i++) {
            Path run = runs.get(i);
            boolean old = limits.days() > 0 && modified(run) < oldest;
            if ((old || i < beyond) && !isGoingOn(run)) {
                remove(run);
                removed.add(run);
            }
        }
        return List.copyOf(removed);
    }

    private static List<Path> runsOldestFirst(Path artifactDir) throws IOException {
        try (Stream<Path> entries = Files.list(artifactDir)) {
            return entries.filter(RunRotation::isRun)
                    .sorted(Comparator.comparing(RunRotation::modified).thenComparing(Comparator.naturalOrder()))
                    .toList();
        }
    }

    private static boolean isRun(Path entry) {
        var run = new RunDirectory(entry);
        return !Files.isSymbolicLink(entry) && (Files.isRegularFile(run.events()) || Files.isRegularFile(run.status()));
    }

    private static long modified(Path run) {
        return run.toFile().lastModified();
    }

    private static boolean isGoingOn(Path run) {
        try {
            String status = Files.readString(new RunDirectory(run).status());
            Instant lastEvent =
                    Files.getLastModifiedTime(new RunDirectory(run).events()).toInstant();
            return (status.equals("running") || status.equals("starting"))
                    && lastEvent.isAfter(Instant.now().minus(Duration.ofDays(1)));
        } catch (IOException e) {
            return false;
        }
    }

    private static void remove(Path directory) throws IOException {
        Files.walkFileTree(directory, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.delete(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path visited, IOException failure) throws IOException {
                if (failure != null) {
                    throw failure;
                }
                Files.delete(visited);
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
