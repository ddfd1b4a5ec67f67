package io.jenkins.plugins.ansibleevents.disk;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A file system of 256 KB, mounted for one process and gone with it: a disk that can really be full. */
public final class SmallDisk {

    private static final String MOUNTED = "mount -t tmpfs -o size=256k tmpfs \"$0\" && \"$@\"";

    private final Path directory;

    /** Below a directory that takes the mount point and what the process says. */
    public SmallDisk(Path directory) {
        this.directory = directory;
    }

    /** How a process has ended, and all it said. */
    public record Output(int exitCode, String text) {}

    /** Leaves the test out where mounting is not allowed. */
    public void need() throws IOException, InterruptedException {
        assumeTrue(run(List.of("true")).exitCode == 0, "no right to mount a small file system (unshare -rm)");
    }

    /** Runs a class with the classes of the tests; its first argument is the disk, the others follow. */
    public Output java(Class<?> program, Path... others) throws IOException, InterruptedException {
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin/java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                program.getName(),
                disk().toString()));
        for (Path other : others) {
            command.add(other.toString());
        }
        return run(command);
    }

    private Path disk() {
        return directory.resolve("disk");
    }

    private Output run(List<String> command) throws IOException, InterruptedException {
        Path log = directory.resolve("log");
        Files.createDirectories(disk());
        var mounted = new ArrayList<>(List.of("unshare", "-rm", "sh", "-c", MOUNTED, disk().toString()));
        mounted.addAll(command);
        Process process = new ProcessBuilder(mounted)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        return new Output(process.waitFor(), Files.readString(log, StandardCharsets.UTF_8));
    }
}
