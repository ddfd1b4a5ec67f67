package io.jenkins.plugins.ansibleevents.emitter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.cloudbees.plugins.credentials.CredentialsProvider;
import com.cloudbees.plugins.credentials.CredentialsScope;
import com.cloudbees.plugins.credentials.domains.Domain;
import com.sun.net.httpserver.HttpServer;
import hudson.model.FreeStyleProject;
import hudson.util.FormValidation;
import hudson.util.Secret;
import io.jenkins.plugins.ansibleevents.config.AnsibleEventsConfiguration;
import io.jenkins.plugins.ansibleevents.step.AnsibleRunBuilder;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jenkinsci.plugins.plaincredentials.impl.StringCredentialsImpl;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.SingleFileSCM;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** A real playbook, a real receiver. */
@WithJenkins
class EmitterDeliveryTest {

    private static final String SITE = """
            - hosts: all
              gather_facts: false
              tasks:
                - ansible.builtin.debug:
                    msg: hello
            """;

    private final List<String> bodies = new CopyOnWriteArrayList<>();
    private final List<String> tokens = new CopyOnWriteArrayList<>();
    private volatile int answer = 200;
    private HttpServer receiver;

    @BeforeEach
    void startReceiver() throws IOException {
        receiver = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        receiver.createContext("/", exchange -> {
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            if (answer == 200) {
                bodies.add(body);
            }
            tokens.add(String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")));
            byte[] words = "the body of the answer".getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(answer, words.length);
            exchange.getResponseBody().write(words);
            exchange.close();
        });
        receiver.start();
    }

    @AfterEach
    void stopReceiver() {
        receiver.stop(0);
    }

    @Test
    void everyMessageOfARunArrivesInOrderWithItsHeader(JenkinsRule jenkins) throws Exception {
        CredentialsProvider.lookupStores(jenkins.jenkins)
                .iterator()
                .next()
                .addCredentials(
                        Domain.global(),
                        new StringCredentialsImpl(
                                CredentialsScope.GLOBAL, "token", "", Secret.fromString("t0ken-value")));
        HttpEmitterConfig emitter = emitter();
        HttpHeaderConfig header = new HttpHeaderConfig("Authorization");
        header.setPrefix("Bearer ");
        header.setCredentialsId("token");
        emitter.setHeaders(List.of(header));
        configure(emitter);

        var build = jenkins.buildAndAssertSuccess(job(jenkins));

        assertThat(bodies.get(0)).contains("\"starting\"").doesNotContain("t0ken");
        assertThat(bodies.get(bodies.size() - 1)).contains("\"successful\"");
        assertThat(tokens).containsOnly("Bearer t0ken-value");
        jenkins.assertLogContains("[ansible] emitter audit (", build);
        jenkins.assertLogContains(" 0 waiting, 0 dropped", build);
    }

    @Test
    void whatAReceiverDoesNotTakeGoesOutAfterTheBuild(JenkinsRule jenkins) throws Exception {
        configure(emitter());
        answer = 503;
        var build = jenkins.buildAndAssertSuccess(job(jenkins));
        assertThat(bodies).isEmpty();
        jenkins.assertLogContains("last problem: the receiver answered 503", build);

        answer = 200;
        LiveEmitter live = EmitterService.get().all().get(0);
        await().atMost(Duration.ofSeconds(90)).untilAsserted(() -> {
            live.deliverSpooled(Duration.ofSeconds(2));
            assertThat(bodies).isNotEmpty();
            assertThat(bodies.get(bodies.size() - 1)).contains("\"successful\"");
        });
        assertThat(bodies.get(0)).contains("\"starting\"");
        await().untilAsserted(() -> {
            live.deliverSpooled(Duration.ofSeconds(1));
            assertThat(live.backlog()).isEmpty();
        });
    }

    @Test
    void testButtonShowsTheCodeButNotTheBody(JenkinsRule jenkins) throws Exception {
        HttpEmitterConfig emitter = emitter();
        configure(emitter);
        var descriptor = (HttpEmitterConfig.DescriptorImpl) emitter.getDescriptor();

        FormValidation taken = descriptor.doTest("audit", emitter.getUrl(), "");
        answer = 404;
        FormValidation refused = descriptor.doTest("audit", emitter.getUrl(), "");

        assertThat(taken.kind).isEqualTo(FormValidation.Kind.OK);
        assertThat(refused.getMessage()).contains("answered 404").doesNotContain("the body");
    }

    @Test
    void loopbackIsRefusedUnlessAllowed(JenkinsRule jenkins) throws Exception {
        HttpEmitterConfig emitter = emitter();
        configure(emitter);
        AnsibleEventsConfiguration.get().setAllowedHosts("");
        var descriptor = (HttpEmitterConfig.DescriptorImpl) emitter.getDescriptor();

        FormValidation refused = descriptor.doTest("audit", emitter.getUrl(), "");

        assertThat(refused.kind).isEqualTo(FormValidation.Kind.ERROR);
        assertThat(refused.getMessage()).contains("loopback");
        assertThat(bodies).isEmpty();
    }

    @Test
    void pagesOfEmittersRoundTrip(JenkinsRule jenkins) throws Exception {
        HttpEmitterConfig http = emitter();
        http.setGzip(true);
        http.setForm("NDJSON");
        http.setBatch(50);
        http.setEvents("runner_on_failed");
        http.setStatuses("failed");
        http.setFailRun(true);
        http.setByDefault(false);
        http.setHeaders(List.of(new HttpHeaderConfig("X-Team")));
        configure(http, new ZeroMqEmitterConfig("bus", "tcp://broker.example:5555"));
        List<EmitterConfig> before =
                List.copyOf(AnsibleEventsConfiguration.get().getEmitters());

        jenkins.configRoundtrip();

        assertThat(AnsibleEventsConfiguration.get().getEmitters())
                .usingRecursiveComparison()
                .isEqualTo(before);
        String page = jenkins.createWebClient()
                .goTo("manage/ansible-events-delivery/")
                .asNormalizedText();
        assertThat(page).contains("audit", "Everything has been delivered");
    }

    private HttpEmitterConfig emitter() {
        return new HttpEmitterConfig(
                "audit", "http://127.0.0.1:" + receiver.getAddress().getPort() + "/events");
    }

    private static void configure(EmitterConfig... emitters) {
        AnsibleEventsConfiguration.get().setAllowedHosts("127.0.0.1");
        AnsibleEventsConfiguration.get().setEmitters(List.of(emitters));
    }

    private static FreeStyleProject job(JenkinsRule jenkins) throws IOException {
        FreeStyleProject job = jenkins.createFreeStyleProject("emit");
        job.setScm(new SingleFileSCM("site.yml", SITE));
        AnsibleRunBuilder step = new AnsibleRunBuilder("site.yml");
        step.setInventory("localhost,");
        step.setConnection("local");
        job.getBuildersList().add(step);
        return job;
    }
}
