package io.jenkins.plugins.ansibleevents.build.history;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.ObjectMapper;
import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.Extension;
import hudson.model.RootAction;
import io.jenkins.plugins.ansibleevents.build.view.JsonReply;
import io.jenkins.plugins.ansibleevents.build.view.PageModules;
import java.io.IOException;
import java.util.List;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.kohsuke.stapler.HttpResponse;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.GET;

/**
 * What was done to a host, by which job, when, with what result: {@code ansible-hosts/?name=web3}. Everybody sees what the jobs
 * did that they may read. Apart from the URL of the webhooks, which is open to the world.
 */
@Extension
@Restricted(NoExternalUse.class)
public final class HostsPage implements RootAction {

    /** Hosts of one search; more would not be read. */
    private static final int FOUND = 100;

    private static final JsonFactory JSON = new ObjectMapper().getFactory();

    /** None as long as there is no host. */
    @CheckForNull
    @Override
    public String getIconFileName() {
        return HostHistory.get().isAny() ? "symbol-server-outline plugin-ionicons-api" : null;
    }

    @Override
    public String getDisplayName() {
        return Messages.HostsPage_displayName();
    }

    @Override
    public String getUrlName() {
        return "ansible-hosts";
    }

    /** The directory of the modules that draw the page, relative to the root of Jenkins and ending with a slash. */
    public String getModules() {
        return PageModules.directory();
    }

    /**
     * The runs of a host, the youngest first.
     *
     * <pre>
     * {"version": 1, "host": "web3", "most": 100,
     *  "runs": [{"host": "web3", "at": 1770000000000, "job": "deploy", "build": 41, "ident": "...", "playbook": "site.yml",
     *            "check": false, "state": "f", "changed": 2, "took": 2970, "task": "...", "message": "...", "counter": 128}]}
     * </pre>
     *
     * @param name the host
     */
    @GET
    public HttpResponse doHost(@QueryParameter String name) throws IOException {
        String host = name == null ? "" : name;
        List<HostEntry> entries = HostHistory.get().entries(host);
        return reply("host", host, "runs", HostFiles.KEPT, entries);
    }

    /**
     * Hosts by a part of their names, as {@link #doHost} with {@code "hosts"}: of each the newest run.
     *
     * @param part empty for the first hosts of all
     */
    @GET
    public HttpResponse doFind(@QueryParameter String part) throws IOException {
        String wanted = part == null ? "" : part;
        return reply("part", wanted, "hosts", FOUND, HostHistory.get().find(wanted, FOUND));
    }

    /** @param most entries that there can be */
    private static HttpResponse reply(String key, String value, String list, int most, List<HostEntry> entries) {
        long version = entries.stream().mapToLong(HostEntry::at).reduce(value.hashCode(), (hash, at) -> 31 * hash + at);
        return JsonReply.of(Long.toHexString(version), out -> {
            try (JsonGenerator json = JSON.createGenerator(out).disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET)) {
                json.writeStartObject();
                json.writeNumberField("version", 1);
                json.writeStringField(key, value);
                json.writeNumberField("most", most);
                json.writeArrayFieldStart(list);
                for (HostEntry entry : entries) {
                    json.writeTree(entry.json());
                }
                json.writeEndArray();
                json.writeEndObject();
            }
        });
    }
}
