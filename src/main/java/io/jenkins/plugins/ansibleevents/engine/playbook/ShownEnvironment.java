package io.jenkins.plugins.ansibleevents.engine.playbook;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The environment variables that status events and artifacts may show. A list of names, not of patterns, because some
 * {@code ANSIBLE_*} are tokens and passwords ({@code ANSIBLE_GALAXY_SERVER_*_TOKEN},
 * {@code ANSIBLE_HASHI_VAULT_TOKEN}).
 */
public final class ShownEnvironment {

    private static final Set<String> NAMES = Set.of(
            "ANSIBLE_BECOME",
            "ANSIBLE_BECOME_METHOD",
            "ANSIBLE_BECOME_USER",
            "ANSIBLE_CACHE_PLUGIN",
            "ANSIBLE_CALLBACKS_ENABLED",
            "ANSIBLE_CALLBACK_PLUGINS",
            "ANSIBLE_CALLBACK_RESULT_FORMAT",
            "ANSIBLE_COLLECTIONS_PATH",
            "ANSIBLE_CONFIG",
            "ANSIBLE_DIFF_ALWAYS",
            "ANSIBLE_FORCE_COLOR",
            "ANSIBLE_FORKS",
            "ANSIBLE_GATHERING",
            "ANSIBLE_HOME",
            "ANSIBLE_HOST_KEY_CHECKING",
            "ANSIBLE_INVENTORY",
            "ANSIBLE_LIBRARY",
            "ANSIBLE_LOAD_CALLBACK_PLUGINS",
            "ANSIBLE_LOCAL_TEMP",
            "ANSIBLE_NOCOLOR",
            "ANSIBLE_PIPELINING",
            "ANSIBLE_PYTHON_INTERPRETER",
            "ANSIBLE_REMOTE_TEMP",
            "ANSIBLE_RETRY_FILES_ENABLED",
            "ANSIBLE_ROLES_PATH",
            "ANSIBLE_STDOUT_CALLBACK",
            "ANSIBLE_STRATEGY",
            "ANSIBLE_TIMEOUT",
            "ANSIBLE_VERBOSITY",
            "LANG",
            "LC_ALL",
            "PATH",
            "PYTHONPATH",
            "PYTHONUNBUFFERED",
            "TZ",
            "VIRTUAL_ENV");

    private ShownEnvironment() {}

    /** The variables that may be shown, by name. */
    public static Map<String, String> of(Map<String, String> environment) {
        var shown = new TreeMap<>(environment);
        shown.keySet().retainAll(NAMES);
        return shown;
    }
}
