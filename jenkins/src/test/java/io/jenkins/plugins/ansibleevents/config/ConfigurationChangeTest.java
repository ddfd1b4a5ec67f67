package io.jenkins.plugins.ansibleevents.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import hudson.XmlFile;
import hudson.model.Saveable;
import hudson.model.listeners.SaveableListener;
import io.jenkins.plugins.ansibleevents.emitter.EmitterService;
import io.jenkins.plugins.ansibleevents.emitter.LiveEmitter;
import io.jenkins.plugins.ansibleevents.webhook.WebhookConfiguration;
import io.jenkins.plugins.ansibleevents.webhook.WebhookEndpoint;
import io.jenkins.plugins.casc.ConfigurationAsCode;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import jenkins.model.GlobalConfiguration;
import net.sf.json.JSONArray;
import net.sf.json.JSONObject;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.TestExtension;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;
import org.kohsuke.stapler.Stapler;

/** A form or a file that sets several fields is one change, whatever the order of the fields; a refused one is none. */
@WithJenkins
class ConfigurationChangeTest {

    private JenkinsRule jenkins;

    @BeforeEach
    void start(JenkinsRule rule) {
        jenkins = rule;
    }

    @Test
    void formWithTheHostsFirstLeavesUnchangedEmittersRunning() throws Exception {
        submit(AnsibleEventsConfiguration.get(), hosts("10.0.0.1").accumulate("emitters", emitters("audit")));
        LiveEmitter running = EmitterService.get().all().get(0);
        Saves.COUNT.set(0);

        submit(AnsibleEventsConfiguration.get(), hosts("10.0.0.1").accumulate("emitters", emitters("audit", "more")));

        assertThat(EmitterService.get().all())
                .extracting(emitter -> emitter.config().getName())
                .containsExactly("audit", "more");
        assertThat(EmitterService.get().all().get(0)).isSameAs(running);
        assertThat(Saves.COUNT).hasValue(1);
    }

    @Test
    void configurationAsCodeIsOneChange() throws Exception {
        ConfigurationAsCode.get()
                .configure(getClass().getResource("ansible-events.yml").toString());

        assertThat(Saves.COUNT).hasValue(1);
        assertThat(EmitterService.get().all()).hasSize(5);
    }

    @Test
    void refusedFormLeavesEverythingAsItWas() throws Exception {
        submit(AnsibleEventsConfiguration.get(), hosts("10.0.0.1").accumulate("emitters", emitters("audit")));

        assertThatThrownBy(() -> submit(
                        AnsibleEventsConfiguration.get(),
                        hosts("evil.example").accumulate("emitters", emitters("twice", "twice"))))
                .hasStackTraceContaining("emitters: there are two of the name \"twice\"");

        assertThat(AnsibleEventsConfiguration.get().getAllowedHosts()).isEqualTo("10.0.0.1");
        assertThat(AnsibleEventsConfiguration.get().getEmitters())
                .extracting("name")
                .containsExactly("audit");
        assertThat(EmitterService.get().all())
                .extracting(emitter -> emitter.config().getName())
                .containsExactly("audit");
    }

    @Test
    void refusedFirstFormOfWebhooksLeavesNoEndpoint() {
        var form = new JSONObject()
                .accumulate("endpoints", List.of(JSONObject.fromObject("{name: 'a'}")))
                .accumulate("maxQueueLength", 0);

        assertThatThrownBy(() -> submit(WebhookConfiguration.get(), form))
                .hasStackTraceContaining("maxQueueLength < 1: 0");

        assertThat(WebhookConfiguration.get().getEndpoints())
                .extracting(WebhookEndpoint::getName)
                .isEmpty();
    }

    private void submit(GlobalConfiguration configuration, JSONObject form) throws Exception {
        jenkins.executeOnServer(() -> configuration.configure(Stapler.getCurrentRequest2(), form));
    }

    private static JSONObject hosts(String hosts) {
        return new JSONObject().accumulate("allowedHosts", hosts);
    }

    private static JSONArray emitters(String... names) {
        var all = new JSONArray();
        for (String name : names) {
            all.add(new JSONObject()
                    .accumulate("$class", "io.jenkins.plugins.ansibleevents.emitter.HttpEmitterConfig")
                    .accumulate("name", name)
                    .accumulate("url", "https://audit.example/"));
        }
        return all;
    }

    /** Counts how often the emitters' section is written to disk. */
    @TestExtension
    public static final class Saves extends SaveableListener {

        static final AtomicInteger COUNT = new AtomicInteger();

        public Saves() {
            COUNT.set(0);
        }

        @Override
        public void onChange(Saveable saved, XmlFile file) {
            if (saved instanceof AnsibleEventsConfiguration) {
                COUNT.incrementAndGet();
            }
        }
    }
}
