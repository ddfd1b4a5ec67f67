package io.jenkins.plugins.ansibleevents.emitter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.cloudbees.plugins.credentials.CredentialsProvider;
import com.cloudbees.plugins.credentials.CredentialsScope;
import com.cloudbees.plugins.credentials.domains.Domain;
import hudson.model.FreeStyleProject;
import hudson.util.Secret;
import io.jenkins.plugins.ansibleevents.config.AnsibleEventsConfiguration;
import io.jenkins.plugins.ansibleevents.step.LocalPlaybook;
import java.time.Duration;
import java.util.List;
import org.htmlunit.html.HtmlForm;
import org.htmlunit.html.HtmlPage;
import org.jenkinsci.plugins.plaincredentials.impl.StringCredentialsImpl;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;
import org.zeromq.SocketType;
import org.zeromq.ZContext;
import org.zeromq.ZMQ;

/** A real playbook, a real receiver. */
@WithJenkins
class EmitterDeliveryTest {

    @RegisterExtension
    private final Receiver receiver = new Receiver();

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

        var build = jenkins.buildAndAssertSuccess(LocalPlaybook.job(jenkins, "emit", LocalPlaybook.HELLO));

        assertThat(receiver.bodies().get(0)).contains("\"starting\"").doesNotContain("t0ken");
        assertThat(receiver.bodies().get(receiver.bodies().size() - 1)).contains("\"successful\"");
        assertThat(receiver.tokens()).containsOnly("Bearer t0ken-value");
        jenkins.assertLogContains("[ansible] emitter audit (", build);
        jenkins.assertLogContains(" 0 waiting, 0 dropped", build);
    }

    @Test
    void whatAReceiverDoesNotTakeGoesOutAfterTheBuild(JenkinsRule jenkins) throws Exception {
        configure(emitter());
        receiver.answer(503);
        var build = jenkins.buildAndAssertSuccess(LocalPlaybook.job(jenkins, "emit", LocalPlaybook.HELLO));
        assertThat(receiver.bodies()).isEmpty();
        jenkins.assertLogContains("last problem: the receiver answered 503", build);

        receiver.answer(200);
        LiveEmitter live = EmitterService.get().all().get(0);
        await().atMost(Duration.ofSeconds(90)).untilAsserted(() -> {
            live.deliverSpooled(Duration.ofSeconds(2));
            assertThat(receiver.bodies()).isNotEmpty();
            assertThat(receiver.bodies().get(receiver.bodies().size() - 1)).contains("\"successful\"");
        });
        assertThat(receiver.bodies().get(0)).contains("\"starting\"");
        await().untilAsserted(() -> {
            live.deliverSpooled(Duration.ofSeconds(1));
            assertThat(live.backlog()).isEmpty();
        });
    }

    @Test
    void zeroMqPeerGetsTheRun(JenkinsRule jenkins) throws Exception {
        try (var context = new ZContext();
                ZMQ.Socket peer = context.createSocket(SocketType.PULL)) {
            int port = peer.bindToRandomPort("tcp://127.0.0.1");
            configure(new ZeroMqEmitterConfig("bus", "tcp://127.0.0.1:" + port));

            var build = jenkins.buildAndAssertSuccess(LocalPlaybook.job(jenkins, "emit", LocalPlaybook.HELLO));

            peer.setReceiveTimeOut(10_000);
            assertThat(peer.recvStr()).contains("\"starting\"");
            String last = "";
            while (!last.contains("\"successful\"")) {
                last = peer.recvStr();
                assertThat(last).as("another message within 10 s").isNotNull();
            }
            jenkins.assertLogContains("[ansible] emitter bus (tcp://127.0.0.1:" + port, build);
        }
    }

    @Test
    void refusedMessagesAreShownWithTheirReasonSentAgainAndDropped(JenkinsRule jenkins) throws Exception {
        HttpEmitterConfig emitter = emitter();
        emitter.setEvents("none");
        configure(emitter);
        receiver.answer(410);
        jenkins.buildAndAssertSuccess(LocalPlaybook.job(jenkins, "emit", LocalPlaybook.HELLO));
        LiveEmitter live = EmitterService.get().all().get(0);
        await().untilAsserted(() -> assertThat(live.backlog().get(0).dead()).hasSize(3));
        JenkinsRule.WebClient browser = jenkins.createWebClient();

        HtmlPage page = browser.goTo("manage/ansible-events-delivery/");
        assertThat(page.asNormalizedText()).contains("status starting", "the receiver answered 410");

        receiver.answer(200);
        page = jenkins.submit(form(page, "resend"));
        assertThat(receiver.bodies()).hasSize(3);
        assertThat(page.asNormalizedText()).doesNotContain("status starting");

        receiver.answer(410);
        jenkins.buildAndAssertSuccess(jenkins.jenkins.getItemByFullName("emit", FreeStyleProject.class));
        await().untilAsserted(() -> assertThat(live.backlog())
                .anySatisfy(run -> assertThat(run.dead()).hasSize(3)));
        page = jenkins.submit(form(browser.goTo("manage/ansible-events-delivery/"), "drop"));
        assertThat(page.asNormalizedText()).doesNotContain("status starting");
        await().untilAsserted(() -> {
            live.deliverSpooled(Duration.ofSeconds(1));
            assertThat(live.backlog()).isEmpty();
        });
        assertThat(receiver.bodies()).as("dropped ones are not sent").hasSize(3);
    }

    private static HtmlForm form(HtmlPage page, String action) {
        return page.getForms().stream()
                .filter(form -> form.getActionAttribute().equals(action))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void spoolThatFillsIsTold(JenkinsRule jenkins) throws Exception {
        HttpEmitterConfig emitter = emitter();
        SpoolConfig limits = new SpoolConfig();
        limits.setMaxBytes(1_000);
        emitter.setSpool(limits);
        configure(emitter);
        var monitor = jenkins.jenkins.getExtensionList(EmitterMonitor.class).get(0);
        assertThat(monitor.isActivated()).isFalse();

        receiver.answer(503);
        jenkins.buildAndAssertSuccess(LocalPlaybook.job(jenkins, "emit", LocalPlaybook.HELLO));
        await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> {
            EmitterService.get().all().get(0).deliverSpooled(Duration.ofSeconds(1));
            assertThat(monitor.getFilling()).singleElement().asString().contains("\"audit\" falls behind");
        });

        assertThat(monitor.isActivated()).isTrue();
        String page = jenkins.createWebClient().goTo("manage/").asNormalizedText();
        assertThat(page).contains("The emitter \"audit\" falls behind");
    }

    @Test
    void pagesOfEmittersRoundTrip(JenkinsRule jenkins) throws Exception {
        HttpEmitterConfig http = emitter();
        http.setGzip(true);
        http.setForm("NDJSON");
        http.setBatch(50);
        http.setInFlight(8);
        http.setEvents("runner_on_failed");
        http.setStatuses("failed");
        http.setFailRun(true);
        http.setByDefault(false);
        http.setHeaders(List.of(new HttpHeaderConfig("X-Team")));
        http.setHosts("web*");
        http.setMethod("PUT");
        http.setJenkinsProxy(false);
        RetryConfig retry = new RetryConfig();
        retry.setGiveUpAfter("7d");
        retry.setBreakerFailures(3);
        http.setRetry(retry);
        SpoolConfig spool = new SpoolConfig();
        spool.setMaxAge("30d");
        spool.setMaxBytes(5_000_000_000L);
        http.setSpool(spool);
        HttpTlsConfig tls = new HttpTlsConfig();
        tls.setCaFile("/etc/ca.pem");
        tls.setMinVersion("TLSv1.3");
        tls.setHttp2(false);
        http.setTls(tls);
        HttpTimeoutsConfig timeouts = new HttpTimeoutsConfig();
        timeouts.setRead("1m");
        http.setTimeouts(timeouts);
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
        return new HttpEmitterConfig("audit", receiver.url());
    }

    private static void configure(EmitterConfig... emitters) {
        AnsibleEventsConfiguration.get().setAllowedHosts("127.0.0.1");
        AnsibleEventsConfiguration.get().setEmitters(List.of(emitters));
    }
}
