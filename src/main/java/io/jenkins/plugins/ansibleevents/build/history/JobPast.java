package io.jenkins.plugins.ansibleevents.build.history;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * The newest builds of a job that had runs, read from the files beside them: no build is loaded.
 *
 * @param builds the newest first
 * @param more whether there are older ones
 */
record JobPast(List<BuildPast> builds, boolean more) {

    private static final Logger LOGGER = Logger.getLogger(JobPast.class.getName());

    /** Builds that are looked at for a {@link HistoryFile}: a job may have had runs long ago, and thousands of builds since. */
    private static final int MAX_LOOKS = 2_000;

    JobPast {
        builds = List.copyOf(builds);
    }

    /** The numbers of all builds of a job whose directories are in a directory, the newest first. */
    private static List<Integer> numbers(Path directory) throws IOException {
        var numbers = new ArrayList<Integer>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory, "[0-9]*")) {
            for (Path entry : entries) {
                String name = String.valueOf(entry.getFileName());
                if (name.matches("\\d{1,9}")) {
                    numbers.add(Integer.valueOf(name));
                }
            }
        } catch (NoSuchFileException e) {
            return List.of(); // a job without builds
        }
        numbers.sort(Comparator.reverseOrder());
        return numbers;
    }

    /** The numbers of the newest builds with a history, the newest first; of {@code limit} and one more, if there is one. */
    static List<Integer> newest(Path directory, int limit) throws IOException {
        return numbers(directory).stream()
                .limit(MAX_LOOKS)
                .filter(number -> Files.exists(HistoryFile.in(directory.resolve(Integer.toString(number)))))
                .limit(limit + 1L)
                .toList();
    }

    /**
     * Reads the newest builds of a job. A file that cannot be read is logged and left out.
     *
     * @param directory where the directories of the builds are
     * @param limit the most builds
     */
    static JobPast read(Path directory, int limit) throws IOException {
        List<Integer> numbers = newest(directory, limit);
        var builds = new ArrayList<BuildPast>();
        for (int number : numbers.subList(0, Math.min(limit, numbers.size()))) {
            Path build = directory.resolve(Integer.toString(number));
            try {
                List<RunPast> runs = HistoryFile.read(build);
                if (!runs.isEmpty()) {
                    builds.add(new BuildPast(number, runs));
                }
            } catch (IOException e) {
                LOGGER.log(Level.WARNING, e, () -> "Cannot read " + HistoryFile.in(build));
            }
        }
        return new JobPast(builds, numbers.size() > limit);
    }
}
