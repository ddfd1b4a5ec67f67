package io.jenkins.plugins.ansibleevents.engine.runner;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.io.IOException;
import java.io.InputStream;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Our Ansible callback, unpacked for one run, and the environment that makes Ansible load it beside the user's own.
 *
 * <p>It works in a directory that belongs to this run alone. Ansible loads {@code callback/ansible_events.py}, which
 * writes {@code events.raw} (grammar in {@code ansible_events.py}). Both go away with the directory.
 */
public final class CallbackPlugin {

    private static final String FILE = "ansible_events.py";
    private static final String HOSTS_FILE = "ansible_events_hosts.py";
    private static final String SETTINGS = "ANSIBLE_EVENTS_CAPTURE";
    private static final String PLUGIN_PATH = "ANSIBLE_CALLBACK_PLUGINS";
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final SecureRandom RANDOM = new SecureRandom();

    private final String directory;
    private final String nonce;

    private CallbackPlugin(String directory, String nonce) {
        this.directory = directory;
        this.nonce = nonce;
    }

    /**
     * Unpacks the callback and makes an empty record.
     *
     * @param host where Ansible will run
     * @param privateDirectory an existing directory of this run alone on that host, readable by the user that Ansible
     *     runs as and nobody else
     */
    public static CallbackPlugin install(RunHost host, String privateDirectory) throws IOException {
        var plugin = new CallbackPlugin(privateDirectory, freshNonce());
        host.write(plugin.callbackDirectory() + "/" + FILE, source(FILE), false);
        host.write(plugin.rawEvents(), new byte[0], false);
        return plugin;
    }

    /** The callback of a run that goes on already. */
    static CallbackPlugin installed(String privateDirectory, String nonce) {
        return new CallbackPlugin(privateDirectory, nonce);
    }

    /** Makes Ansible refuse to run unless every name is a host; {@code hosts.json} is beside the callback. */
    void restrictToHosts(RunHost host, List<String> names) throws IOException {
        host.write(callbackDirectory() + "/hosts.json", JSON.writeValueAsBytes(names), false);
        host.write(callbackDirectory() + "/" + HOSTS_FILE, source(HOSTS_FILE), false);
    }

    /** The file to which the callback appends; it exists from the start. */
    public String rawEvents() {
        return directory + "/events.raw";
    }

    /** The word by which {@link EventAssembler} finds the place where events begin. */
    public String nonce() {
        return nonce;
    }

    /**
     * The variables to set for Ansible, over its present ones. The user's callback directories stay in force, whether
     * they come from the environment, from {@code ansible.cfg} or from Ansible's default.
     *
     * @param host the host for Ansible; its {@code ansible.cfg} is read
     * @param environment all the variables that Ansible would see otherwise
     * @param workingDirectory the directory in which Ansible starts
     */
    public Map<String, String> environment(
            RunHost host, Map<String, String> environment, String workingDirectory, CaptureOptions options) {
        return environment(AnsibleConfig.of(host, environment, workingDirectory), environment, options);
    }

    /** The same, with the settings of the run. */
    Map<String, String> environment(AnsibleConfig config, Map<String, String> environment, CaptureOptions options) {
        var ours = new LinkedHashMap<String, String>();
        ours.put(PLUGIN_PATH, callbackPath(config, environment) + ":" + callbackDirectory());
        // Ad-hoc commands load callbacks only with this variable; playbooks always do.
        ours.put("ANSIBLE_LOAD_CALLBACK_PLUGINS", "1");
        // Without this variable, text of stdout follows text of stderr until our callback is loaded.
        ours.put("PYTHONUNBUFFERED", "1");
        ours.put(SETTINGS, settings(environment, ours, options));
        return ours;
    }

    private static String callbackPath(AnsibleConfig config, Map<String, String> environment) {
        String set = environment.get(PLUGIN_PATH);
        return set != null && !set.isEmpty() ? set : config.callbackPath();
    }

    private String settings(Map<String, String> before, Map<String, String> ours, CaptureOptions options) {
        var settings = new LinkedHashMap<String, Object>();
        settings.put("file", rawEvents());
        settings.put("nonce", nonce);
        settings.put("max_result", options.maxResultSize());
        settings.put("budget", options.maxEventsSize());
        settings.put("left_out", options.omittedEvents());
        settings.put("elide_facts", options.shortenFacts());
        settings.put("restore", restored(before, ours));
        try {
            return JSON.writeValueAsString(settings);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("settings of the callback", e);
        }
    }

    /** The user's own values, for tasks and for an Ansible that a task starts. */
    private static Map<String, String> restored(Map<String, String> before, Map<String, String> ours) {
        var restored = new LinkedHashMap<String, String>();
        ours.keySet().forEach(name -> restored.put(name, before.get(name)));
        return restored;
    }

    private String callbackDirectory() {
        return directory + "/callback";
    }

    private static byte[] source(String file) throws IOException {
        try (@CheckForNull InputStream in = CallbackPlugin.class.getResourceAsStream(file)) {
            if (in == null) {
                throw new IOException("the callback " + file + " is missing in this build");
            }
            return in.readAllBytes();
        }
    }

    private static String freshNonce() {
        byte[] random = new byte[16];
        RANDOM.nextBytes(random);
        return HexFormat.of().formatHex(random);
    }
}
