package io.jenkins.plugins.ansibleevents.broker;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The class path of a broker, resolved by Maven from {@code src/test/brokers/NAME/pom.xml} the first time, offline when
 * the local repository has it all, and kept in {@code target/brokers}.
 */
final class BrokerClasspath {

    private static final String PLUGIN = "org.apache.maven.plugins:maven-dependency-plugin:3.9.0:build-classpath";

    private BrokerClasspath() {}

    static String of(String broker) {
        Path pom = Path.of("src/test/brokers", broker, "pom.xml");
        Path file = Path.of("target/brokers", broker + ".classpath").toAbsolutePath();
        try {
            if (!isFresh(file, pom)) {
                Files.createDirectories(file.getParent());
                if (!resolve(pom, file, true) && !resolve(pom, file, false)) {
                    throw new IllegalStateException("Maven cannot resolve " + pom + ", see " + log(file));
                }
            }
            return Files.readString(file).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isFresh(Path file, Path pom) throws IOException {
        return Files.exists(file)
                && Files.getLastModifiedTime(file).compareTo(Files.getLastModifiedTime(pom)) > 0
                && List.of(Files.readString(file).strip().split(":")).stream().allMatch(j -> Files.exists(Path.of(j)));
    }

    private static boolean resolve(Path pom, Path file, boolean offline) throws IOException {
        var command = new ArrayList<>(List.of(maven(), "-B", "-q", "-f", pom.toString(), PLUGIN));
        command.add("-Dmdep.outputFile=" + file);
        if (offline) {
            command.add("-o");
        }
        String repository = System.getProperty("localRepository");
        if (repository != null) {
            command.add("-Dmaven.repo.local=" + repository);
        }
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log(file).toFile())
                .start();
        try {
            if (!process.waitFor(5, TimeUnit.MINUTES)) {
                process.destroyForcibly();
                return false;
            }
            return process.exitValue() == 0;
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** The Maven that runs these tests, else the one on the path. */
    private static String maven() {
        String home = System.getProperty("maven.home", "");
        Path executable = Path.of(home, "bin", "mvn");
        return !home.isEmpty() && Files.isExecutable(executable) ? executable.toString() : "mvn";
    }

    private static Path log(Path file) {
        return file.resolveSibling(file.getFileName() + ".log");
    }
}
