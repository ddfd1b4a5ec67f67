package io.jenkins.plugins.ansibleevents.engine.runner;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The values of Ansible's settings without our variables. An environment variable takes the place of
 * {@code ansible.cfg}, so our variables must repeat the values of that file.
 *
 * <p>Finds {@code ansible.cfg} as Ansible does: {@code ANSIBLE_CONFIG}, the working directory unless everybody can
 * write to it, {@code ~/.ansible.cfg}, {@code /etc/ansible/ansible.cfg}. Paths are paths of the host of the run.
 */
final class AnsibleConfig {

    private static final Logger LOGGER = Logger.getLogger(AnsibleConfig.class.getName());
    private static final Pattern VARIABLE = Pattern.compile("\\$(?:\\{(\\w+)}|(\\w+))");

    /** Most bytes to read; an ansible.cfg has some thousand. */
    private static final int MAX_FILE = 1 << 20;

    private static final int OTHERS_WRITE = 0002;

    private static final String DEFAULTS = "defaults";

    static final String SSH_COMMON_ARGS = "ANSIBLE_SSH_COMMON_ARGS";
    static final String FORCE_COLOUR = "ANSIBLE_FORCE_COLOR";
    static final String NO_COLOUR = "ANSIBLE_NOCOLOR";

    private static final String LOG_PATH = "ANSIBLE_LOG_PATH";

    /** The words that Ansible reads as yes. */
    private static final Set<String> YES = Set.of("y", "yes", "on", "1", "true", "t", "1.0");

    private final RunHost host;
    private final Map<String, String> environment;
    private final String workingDirectory;
    private final UnaryOperator<String> outside;
    private @CheckForNull ConfigFile file;
    private boolean searched;

    private AnsibleConfig(
            RunHost host, Map<String, String> environment, String workingDirectory, UnaryOperator<String> outside) {
        this.host = host;
        this.environment = environment;
        this.workingDirectory = workingDirectory;
        this.outside = outside;
    }

    /**
     * The settings of a run. The file is read when a value of it is asked for, once.
     *
     * @param environment all the variables that Ansible would see without ours
     */
    static AnsibleConfig of(RunHost host, Map<String, String> environment, String workingDirectory) {
        return new AnsibleConfig(host, environment, workingDirectory, UnaryOperator.identity());
    }

    /**
     * The settings of a run that is shut in.
     *
     * @param outside the path on the host of a path inside; an empty text for one that only the inside has, which is
     *     taken as missing
     */
    static AnsibleConfig of(
            RunHost host, Map<String, String> environment, String workingDirectory, UnaryOperator<String> outside) {
        return new AnsibleConfig(host, environment, workingDirectory, outside);
    }

    /** {@code ssh_common_args}; empty when it is not set. */
    String sshCommonArgs() {
        @CheckForNull String set = environment.get(SSH_COMMON_ARGS);
        return set != null ? set : section("ssh_connection").getOrDefault("ssh_common_args", "");
    }

    /** Whether the user says if the text of Ansible has colours. The variable to force them would win over every other. */
    boolean choosesColours() {
        return isSet(FORCE_COLOUR)
                || isSet("NO_COLOR")
                || isYes(environment.get(NO_COLOUR))
                || section(DEFAULTS).containsKey("force_color")
                || isYes(section(DEFAULTS).get("nocolor"));
    }

    /** Whether Ansible asks for a password when it begins, without an option that says so. */
    boolean asksForPasswords() {
        return isYes(value("ANSIBLE_ASK_PASS", DEFAULTS, "ask_pass"))
                || isYes(value("ANSIBLE_ASK_VAULT_PASS", DEFAULTS, "ask_vault_pass"))
                || isYes(value("ANSIBLE_BECOME_ASK_PASS", "privilege_escalation", "become_ask_pass"));
    }

    private @CheckForNull String value(String variable, String section, String key) {
        return isSet(variable) ? environment.get(variable) : section(section).get(key);
    }

    /** The file into which Ansible itself writes what it displays; empty for none. */
    String logPath() {
        return isSet(LOG_PATH) ? environment.get(LOG_PATH) : section(DEFAULTS).getOrDefault("log_path", "");
    }

    private boolean isSet(String variable) {
        return !environment.getOrDefault(variable, "").isEmpty();
    }

    private static boolean isYes(@CheckForNull String value) {
        return value != null && YES.contains(value.strip().toLowerCase(Locale.ROOT));
    }

    private Map<String, String> section(String name) {
        return file().map(found -> IniSection.read(found.text(), name)).orElse(Map.of());
    }

    /** The callback directories, separated by colons: those of {@code ansible.cfg}, or else Ansible's default. */
    String callbackPath() {
        String base = file().map(found -> parent(found.path())).orElse(workingDirectory);
        return callbackPath(section(DEFAULTS), base);
    }

    private record ConfigFile(String path, String text) {}

    private Optional<ConfigFile> file() {
        if (!searched) {
            file = found();
            searched = true;
        }
        return Optional.ofNullable(file);
    }

    /** The file that Ansible reads. */
    private @CheckForNull ConfigFile found() {
        for (String path : candidates()) {
            @CheckForNull String text = text(path);
            if (text != null) {
                return new ConfigFile(path, text);
            }
        }
        return null;
    }

    private String callbackPath(Map<String, String> defaults, String base) {
        @CheckForNull String configured = defaults.get("callback_plugins");
        if (configured == null || configured.isEmpty()) {
            return home(defaults, base) + "/plugins/callback:/usr/share/ansible/plugins/callback";
        }
        return Arrays.stream(configured.split(":"))
                .map(path -> resolve(path, base))
                .collect(Collectors.joining(":"));
    }

    private String home(Map<String, String> defaults, String base) {
        @CheckForNull String set = environment.get("ANSIBLE_HOME");
        if (set != null && !set.isEmpty()) {
            return resolve(set, workingDirectory);
        }
        return resolve(defaults.getOrDefault("home", "~/.ansible"), base);
    }

    private List<String> candidates() {
        var candidates = new ArrayList<String>();
        @CheckForNull String set = environment.get("ANSIBLE_CONFIG");
        if (set != null) {
            String path = resolve(set, workingDirectory);
            candidates.add(path);
            candidates.add(path + "/ansible.cfg");
        }
        if ((host.mode(outside.apply(workingDirectory)) & OTHERS_WRITE) == 0) {
            candidates.add(workingDirectory + "/ansible.cfg");
        }
        candidates.add(resolve("~/.ansible.cfg", workingDirectory));
        candidates.add("/etc/ansible/ansible.cfg");
        return candidates;
    }

    /** The text of a file; null when it is missing or cannot be read, because Ansible itself reports the latter. */
    private @CheckForNull String text(String file) {
        String place = outside.apply(file);
        if (place.isEmpty()) {
            return null;
        }
        var bytes = new byte[MAX_FILE];
        try {
            int length = host.read(place, 0, bytes);
            return length < 0 ? null : new String(bytes, 0, length, StandardCharsets.UTF_8);
        } catch (IOException e) {
            LOGGER.log(Level.FINE, e, () -> "not readable: " + file);
            return null;
        }
    }

    private static String parent(String file) {
        return file.substring(0, Math.max(1, file.lastIndexOf('/')));
    }

    private String resolve(String path, String base) {
        String expanded = expandHome(expandVariables(path.trim().replace("{{CWD}}", workingDirectory)));
        return expanded.startsWith("/") || isOfHome(expanded) ? expanded : base + "/" + expanded;
    }

    private String expandVariables(String path) {
        return VARIABLE.matcher(path).replaceAll(match -> {
            String name = match.group(1) != null ? match.group(1) : match.group(2);
            return Matcher.quoteReplacement(environment.getOrDefault(name, match.group()));
        });
    }

    private String expandHome(String path) {
        @CheckForNull String home = environment.get("HOME");
        return isOfHome(path) && home != null ? home + path.substring(1) : path;
    }

    /** Ansible itself expands it where the home is not known here. */
    private static boolean isOfHome(String path) {
        return path.equals("~") || path.startsWith("~/");
    }
}
