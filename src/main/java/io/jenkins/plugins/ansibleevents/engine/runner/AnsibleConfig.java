package io.jenkins.plugins.ansibleevents.engine.runner;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Where Ansible would look for callbacks if we did not say anything: an environment variable takes the place of
 * {@code ansible.cfg}, so what is written there must be repeated.
 *
 * <p>Finds {@code ansible.cfg} as Ansible does: {@code ANSIBLE_CONFIG}, the working directory unless everybody can
 * write to it, {@code ~/.ansible.cfg}, {@code /etc/ansible/ansible.cfg}.
 */
final class AnsibleConfig {

    private static final Logger LOGGER = Logger.getLogger(AnsibleConfig.class.getName());
    private static final Pattern VARIABLE = Pattern.compile("\\$(?:\\{(\\w+)}|(\\w+))");

    private final Map<String, String> environment;
    private final Path workingDirectory;

    private AnsibleConfig(Map<String, String> environment, Path workingDirectory) {
        this.environment = environment;
        this.workingDirectory = workingDirectory.toAbsolutePath();
    }

    /** The directories, separated by colons: of {@code ansible.cfg}, or else Ansible's default. */
    static String callbackPath(Map<String, String> environment, Path workingDirectory) {
        return new AnsibleConfig(environment, workingDirectory).callbackPath();
    }

    private String callbackPath() {
        @CheckForNull Path file = file();
        Map<String, String> defaults = file == null ? Map.of() : defaults(file);
        @CheckForNull String configured = defaults.get("callback_plugins");
        if (file == null || configured == null || configured.isEmpty()) {
            return home(file, defaults) + "/plugins/callback:/usr/share/ansible/plugins/callback";
        }
        Path base = Optional.ofNullable(file.getParent()).orElse(workingDirectory);
        return Arrays.stream(configured.split(":"))
                .map(path -> resolve(path, base))
                .collect(Collectors.joining(":"));
    }

    private String home(@CheckForNull Path file, Map<String, String> defaults) {
        @CheckForNull String set = environment.get("ANSIBLE_HOME");
        if (set != null && !set.isEmpty()) {
            return resolve(set, workingDirectory);
        }
        Path base = file == null
                ? workingDirectory
                : Optional.ofNullable(file.getParent()).orElse(workingDirectory);
        return resolve(defaults.getOrDefault("home", "~/.ansible"), base);
    }

    @CheckForNull
    private Path file() {
        return candidates().stream().filter(Files::isReadable).findFirst().orElse(null);
    }

    private List<Path> candidates() {
        var candidates = new ArrayList<Path>();
        @CheckForNull String set = environment.get("ANSIBLE_CONFIG");
        if (set != null) {
            Path path = Path.of(resolve(set, workingDirectory));
            candidates.add(Files.isDirectory(path) ? path.resolve("ansible.cfg") : path);
        }
        if (!isWritableByEverybody(workingDirectory)) {
            candidates.add(workingDirectory.resolve("ansible.cfg"));
        }
        candidates.add(Path.of(resolve("~/.ansible.cfg", workingDirectory)));
        candidates.add(Path.of("/etc/ansible/ansible.cfg"));
        return candidates;
    }

    /** Keys and values of the section {@code [defaults]}; a file that cannot be read is left to Ansible to complain of. */
    private static Map<String, String> defaults(Path file) {
        try {
            return IniSection.read(Files.readString(file, StandardCharsets.UTF_8), "defaults");
        } catch (IOException e) {
            LOGGER.log(Level.FINE, e, () -> "not readable: " + file);
            return Map.of();
        }
    }

    private String resolve(String path, Path base) {
        String expanded = expandHome(expandVariables(path.trim().replace("{{CWD}}", workingDirectory.toString())));
        return base.resolve(expanded).normalize().toString();
    }

    private String expandVariables(String path) {
        return VARIABLE.matcher(path).replaceAll(match -> {
            String name = match.group(1) != null ? match.group(1) : match.group(2);
            return Matcher.quoteReplacement(environment.getOrDefault(name, match.group()));
        });
    }

    private String expandHome(String path) {
        String home = environment.getOrDefault("HOME", System.getProperty("user.home"));
        return path.equals("~") || path.startsWith("~/") ? home + path.substring(1) : path;
    }

    private static boolean isWritableByEverybody(Path directory) {
        try {
            return Files.getPosixFilePermissions(directory).contains(PosixFilePermission.OTHERS_WRITE);
        } catch (IOException | UnsupportedOperationException e) {
            return false;
        }
    }
}
