package io.jenkins.plugins.ansibleevents.engine.event;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.io.IOException;
import java.util.List;

/**
 * The Ansible that a run has used, as its own process reports it once at the start; for {@code manifest.json} and the
 * log. Unknown values are empty.
 *
 * @param callbackVersion version of our callback
 * @param executable path of {@code ansible-playbook} or {@code ansible}
 * @param coreVersion version of ansible-core, for example {@code 2.18.12}
 * @param pythonVersion version of the Python that runs Ansible
 * @param pythonExecutable path of that Python
 * @param configFile path of the {@code ansible.cfg} in force
 * @param collectionsPaths where collections are searched, in this order
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record AnsibleInfo(
        @JsonProperty("callback_version") String callbackVersion,
        @JsonProperty("executable") String executable,
        @JsonProperty("core_version") String coreVersion,
        @JsonProperty("python_version") String pythonVersion,
        @JsonProperty("python_executable") String pythonExecutable,
        @JsonProperty("config_file") String configFile,
        @JsonProperty("collections_paths") List<String> collectionsPaths) {

    public AnsibleInfo {
        callbackVersion = orEmpty(callbackVersion);
        executable = orEmpty(executable);
        coreVersion = orEmpty(coreVersion);
        pythonVersion = orEmpty(pythonVersion);
        pythonExecutable = orEmpty(pythonExecutable);
        configFile = orEmpty(configFile);
        collectionsPaths = collectionsPaths == null ? List.of() : List.copyOf(collectionsPaths);
    }

    /**
     * Reads the JSON form that our callback writes and {@code manifest.json} keeps.
     *
     * @throws EventFormatException when it is not such an object
     */
    public static AnsibleInfo fromJson(byte[] json) throws EventFormatException {
        try {
            return EventJson.MAPPER.readValue(json, AnsibleInfo.class);
        } catch (IOException e) {
            throw new EventFormatException(
                    "not a description of an Ansible: " + e.getClass().getSimpleName(), e);
        }
    }

    /** One line for the log. */
    public String describe() {
        return "ansible-core " + coreVersion + " (" + executable + "), Python " + pythonVersion + " ("
                + pythonExecutable + "), config "
                + (configFile.isEmpty() ? "none" : configFile) + ", collections "
                + String.join(":", collectionsPaths) + ", callback " + callbackVersion;
    }

    private static String orEmpty(@CheckForNull String value) {
        return value == null ? "" : value;
    }
}
