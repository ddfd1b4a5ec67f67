package io.jenkins.plugins.ansibleevents.engine.playbook;

import io.jenkins.plugins.ansibleevents.engine.settings.Section;
import io.jenkins.plugins.ansibleevents.engine.settings.SettingsException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

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
 * @param section the whole file, for readers of other keys ({@code runner_http_url}, ...)
 */
public record RunnerSettings(
        Optional<Duration> jobTimeout,
        Optional<Duration> idleTimeout,
        Optional<String> factCache,
        boolean suppressOutputFile,
        Optional<Boolean> suppressAnsibleOutput,
        boolean suppressEnvFiles,
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

    /** Settings for a terminal; a run has none, and nobody reads prompts there. */
    private static final Set<String> NEEDLESS = Set.of("pexpect_timeout", "pexpect_use_poll", "subprocess_timeout");

    static RunnerSettings of(Section section, List<String> warnings) throws SettingsException {
        if (section.bool("process_isolation", false)) {
            throw section.error(
                    "process_isolation",
                    "runs are not isolated here; take it out to run on this machine, or use ansible-runner");
        }
        warnings.addAll(warnings(section));
        boolean jsonFile = section.string("fact_cache_type").orElse("jsonfile").equals("jsonfile");
        return new RunnerSettings(
                section.duration("job_timeout"),
                section.duration("idle_timeout"),
                section.string("fact_cache").filter(name -> jsonFile),
                section.bool("suppress_output_file", false),
                section.has("suppress_ansible_output")
                        ? Optional.of(section.bool("suppress_ansible_output", false))
                        : Optional.empty(),
                section.bool("suppress_env_files", false),
                section);
    }

    private static List<String> warnings(Section section) {
        var warnings = new ArrayList<String>();
        for (String key : section.keys()) {
            if (NEEDLESS.contains(key)) {
                continue;
            }
            if (!OTHERS.contains(key) && !key.equals("process_isolation")) {
                warnings.add("env/settings: " + key + " is not known here and has no effect");
            }
        }
        return warnings;
    }
}
