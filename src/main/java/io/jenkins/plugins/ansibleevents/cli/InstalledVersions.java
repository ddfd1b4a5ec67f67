package io.jenkins.plugins.ansibleevents.cli;

import io.jenkins.plugins.ansibleevents.engine.record.ProductVersion;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * For {@code --version}: the versions of the product, of Java, and of the Ansible that a run would start. A report of a
 * problem needs all three.
 */
final class InstalledVersions implements IVersionProvider {

    private static final String PROGRAM = "ansible-playbook";

    /** {@code ansible-playbook [core 2.14.18]}. */
    private static final Pattern ANSIBLE = Pattern.compile("ansible-playbook \\[?(.*?)\\]?");

    private final CommandSpec command;
    private final Map<String, String> environment;

    InstalledVersions(CommandSpec command, Map<String, String> environment) {
        this.command = command;
        this.environment = environment;
    }

    @Override
    public String[] getVersion() {
        return new String[] {"ansible-events " + ProductVersion.get(), java(), "Ansible: " + ansible()};
    }

    private static String java() {
        return "Java: " + System.getProperty("java.version") + ", " + System.getProperty("java.home");
    }

    private String ansible() {
        Optional<Path> program = places().stream()
                .filter(Files::isRegularFile)
                .filter(Files::isExecutable)
                .findFirst();
        return program.map(path -> version(path) + ", " + path).orElseGet(this::none);
    }

    private String none() {
        return binary().map(directory -> "none in " + directory)
                .orElse("none on the PATH; install ansible-core, or name the directory of one: run --binary DIR");
    }

    private List<Path> places() {
        var places = new ArrayList<Path>();
        if (binary().isPresent()) {
            Path directory = binary().get().toAbsolutePath();
            places.add(directory.resolve(PROGRAM));
            places.add(directory.resolve("bin").resolve(PROGRAM));
            return places;
        }
        for (String directory : environment.getOrDefault("PATH", "").split(":")) {
            places.add(Path.of(directory).toAbsolutePath().resolve(PROGRAM));
        }
        return places;
    }

    /** The directory of {@code run --binary DIR --version}. */
    private Optional<Path> binary() {
        OptionSpec option = command.findOption("--binary");
        return option == null ? Optional.empty() : Optional.ofNullable(option.getValue());
    }

    private static String version(Path program) {
        try {
            Process process = new ProcessBuilder(program.toString(), "--version")
                    .redirectErrorStream(true)
                    .start();
            process.getOutputStream().close();
            return firstLine(process).orElse("of unknown version");
        } catch (IOException e) {
            return "which cannot be started (" + e.getMessage() + ")";
        }
    }

    private static Optional<String> firstLine(Process process) throws IOException {
        try (var output = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            return output.lines()
                    .map(ANSIBLE::matcher)
                    .filter(Matcher::matches)
                    .map(line -> line.group(1))
                    .findFirst();
        }
    }
}
