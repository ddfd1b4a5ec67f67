package io.jenkins.plugins.ansibleevents.engine.runner;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A place with {@code ansible-playbook} and {@code ansible-runner}: a virtual environment per version of ansible-core
 * under {@code ANSIBLE_EVENTS_VENVS} (default {@code ~/.cache/ansible-events/venvs}), or else the machine's own. Where
 * {@code ANSIBLE_EVENTS_CORES} names versions, only those: versions that an older bin/test has left there do not count.
 *
 * @param name version, or {@code installed}
 * @param bin directory of the executables
 */
public record AnsibleInstallation(String name, Path bin) {

    public static List<AnsibleInstallation> all() {
        Path root = Optional.ofNullable(System.getenv("ANSIBLE_EVENTS_VENVS"))
                .map(Path::of)
                .orElse(Path.of(System.getProperty("user.home"), ".cache/ansible-events/venvs"));
        List<AnsibleInstallation> found = under(root);
        return found.isEmpty() ? ofTheMachine() : found;
    }

    /** The environment of a process of this installation, without the test's own environment. */
    public Map<String, String> environment() {
        return Map.of(
                "PATH",
                bin + ":/usr/local/bin:/usr/bin:/bin",
                "HOME",
                System.getProperty("user.home"),
                "LC_ALL",
                "C.UTF-8",
                "TERM",
                "dumb",
                "PYTHONDONTWRITEBYTECODE",
                "1",
                "ANSIBLE_PIPELINING",
                "1");
    }

    private static List<AnsibleInstallation> under(Path root) {
        if (!Files.isDirectory(root)) {
            return List.of();
        }
        try (Stream<Path> venvs = Files.list(root)) {
            return venvs.map(venv -> venv.resolve("bin"))
                    .filter(AnsibleInstallation::isComplete)
                    .filter(bin -> isWanted(bin.getParent().getFileName().toString()))
                    .sorted()
                    .map(bin -> new AnsibleInstallation(
                            bin.getParent().getFileName().toString(), bin))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isWanted(String version) {
        String wanted = System.getenv("ANSIBLE_EVENTS_CORES");
        return wanted == null || List.of(wanted.strip().split(" +")).contains(version);
    }

    private static List<AnsibleInstallation> ofTheMachine() {
        return Arrays.stream(System.getenv("PATH").split(":"))
                .map(Path::of)
                .filter(AnsibleInstallation::isComplete)
                .limit(1)
                .map(bin -> new AnsibleInstallation("installed", bin))
                .toList();
    }

    private static boolean isComplete(Path bin) {
        return Files.isExecutable(bin.resolve("ansible-playbook")) && Files.isExecutable(bin.resolve("ansible-runner"));
    }
}
