package io.jenkins.plugins.ansibleevents.engine.playbook;

import io.jenkins.plugins.ansibleevents.engine.settings.Section;
import io.jenkins.plugins.ansibleevents.engine.settings.SettingsException;
import io.jenkins.plugins.ansibleevents.engine.text.NearestName;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The {@code env/settings} of a private data directory, by ansible-runner's names.
 *
 * @param jobTimeout {@code job_timeout}; empty or zero for none
 * @param idleTimeout {@code idle_timeout}; empty or zero for none
 * @param factCache {@code fact_cache}, a directory relative to the run directory, unless {@code fact_cache_type} is
 *     another than {@code jsonfile}
 * @param suppressOutputFile {@code suppress_output_file}: no {@code stdout} file
 * @param suppressAnsibleOutput {@code suppress_ansible_output}: nothing on the terminal; empty when it is not set
 * @param suppressEnvFiles {@code suppress_env_files}: no command and environment in the run directory
 * @param isolation containers and sandboxes
 * @param section the whole file, for readers of other keys ({@code runner_http_url}, ...)
 */
public record RunnerSettings(
        Optional<Duration> jobTimeout,
        Optional<Duration> idleTimeout,
        Optional<String> factCache,
        boolean suppressOutputFile,
        Optional<Boolean> suppressAnsibleOutput,
        boolean suppressEnvFiles,
        IsolationSettings isolation,
        Section section) {

    /** Keys that other classes read. */
    private static final Set<String> OTHERS = Set.of(
            "job_timeout",
            "idle_timeout",
            "fact_cache",
            "fact_cache_type",
            "suppress_output_file",
            "suppress_ansible_output",
            "suppress_env_files",
            "rotate_artifacts",
            "artifact_days",
            "omit_event_data",
            "only_failed_event_data",
            "omit_events",
            "max_result_size",
            "shorten_facts",
            "max_events_size",
            "runner_http_url",
            "runner_http_headers",
            "runner_http_path",
            "runner_socket_url");

    /**
     * How ansible-runner waits for text of its terminal, and for programs that are no run, with its own values for them. Nothing
     * here depends on it.
     */
    private static final Map<String, String> NEEDLESS =
            Map.of("pexpect_timeout", "5", "pexpect_use_poll", "true", "subprocess_timeout", "null");

    static RunnerSettings of(Section section, List<String> warnings) throws SettingsException {
        warnings.addAll(warnings(section));
        needless(section).ifPresent(warnings::add);
        String cacheType = section.string("fact_cache_type").orElse("jsonfile");
        boolean jsonFile = cacheType.equals("jsonfile");
        if (!jsonFile) {
            warnings.add("env/settings: fact_cache_type: a run keeps facts as jsonfile only; for " + cacheType
                    + " set fact_caching and fact_caching_connection in ansible.cfg, or ANSIBLE_CACHE_PLUGIN and"
                    + " ANSIBLE_CACHE_PLUGIN_CONNECTION in env/envvars; fact_cache has no effect");
        }
        return new RunnerSettings(
                section.duration("job_timeout"),
                section.duration("idle_timeout"),
                section.string("fact_cache").filter(name -> jsonFile),
                section.bool("suppress_output_file", false),
                section.has("suppress_ansible_output")
                        ? Optional.of(section.bool("suppress_ansible_output", false))
                        : Optional.empty(),
                section.bool("suppress_env_files", false),
                IsolationSettings.read(section),
                section);
    }

    private static List<String> warnings(Section section) {
        var warnings = new ArrayList<String>();
        for (String key : section.keys()) {
            if (!NEEDLESS.containsKey(key) && !OTHERS.contains(key) && !IsolationSettings.KEYS.contains(key)) {
                warnings.add("env/settings: " + key + " is not known here and has no effect"
                        + NearestName.of(
                                        key,
                                        Stream.concat(OTHERS.stream(), IsolationSettings.KEYS.stream())
                                                .toList())
                                .map(name -> "; did you mean " + name + "?")
                                .orElse(""));
            }
        }
        return warnings;
    }

    /** One line for all of them: some write them into each file. */
    private static Optional<String> needless(Section section) {
        List<String> set = section.keys().stream()
                .filter(NEEDLESS::containsKey)
                .filter(section::has)
                .filter(key -> !section.raw(key).toString().equals(NEEDLESS.get(key)))
                .toList();
        return set.isEmpty()
                ? Optional.empty()
                : Optional.of("env/settings: " + String.join(", ", set) + (set.size() == 1 ? " has" : " have")
                        + " no effect: a prompt is answered as soon as it is there, and only Ansible is run; what limits"
                        + " a run is idle_timeout and job_timeout");
    }
}
