package io.jenkins.plugins.ansibleevents.emitter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.cloudbees.plugins.credentials.CredentialsProvider;
import com.cloudbees.plugins.credentials.CredentialsScope;
import com.cloudbees.plugins.credentials.domains.Domain;
import hudson.model.FreeStyleProject;
import hudson.util.FormValidation;
import hudson.util.Secret;
import io.jenkins.plugins.ansibleevents.access.OutboundPolicy;
import io.jenkins.plugins.ansibleevents.config.AnsibleEventsConfiguration;
import io.jenkins.plugins.ansibleevents.step.LocalPlaybook;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
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

    /** A certificate that is its own authority; made for this test, valid for a hundred years. */
    private static final String CA = """
            -----BEGIN CERTIFICATE-----
            MIIBhDCCASugAwIBAgIUY+52R++aaBjrSTTTcYyXv8oKOEEwCgYIKoZIzj0EAwIw
            FzEVMBMGA1UEAwwMZW1pdHRlci10ZXN0MCAXDTI2MTEyOTAwMzY1MFoYDzIxMjYx
            MTA1MDAzNjUwWjAXMRUwEwYDVQQDDAxlbWl0dGVyLXRlc3QwWTATBgcqhkjOPQIB
            BggqhkjOPQMBBwNCAASkpKV8x0fGrL2Qz9VW6r7615u44QFxmxSO+IqTXZHdqdc/
            EeHb9z2SqoUtBTwVO+nEAFSB/7i6vp81RB852PR5o1MwUTAdBgNVHQ4EFgQUJ+w0
            AdNF3vQ41jabxTVibKZ6SuQwHwYDVR0jBBgwFoAUJ+w0AdNF3vQ41jabxTVibKZ6
            SuQwDwYDVR0TAQH/BAUwAwEB/zAKBggqhkjOPQQDAgNHADBEAiBuPisLJLhpUPdK
            CXTPgV6moakZHIzqX5W1ECtnm+JznQIgAvgTMjeyYkS/rHKfvUuLKdFCNS3LdN5D
            htekE9UZq/0=
            -----END CERTIFICATE-----
            """;

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

    @Test
    void buildNamesWhatWaitsUntilItIsSentOnDemand(JenkinsRule jenkins) throws Exception {
        configure(emitter());
        receiver.answer(503);
        var build = jenkins.buildAndAssertSuccess(LocalPlaybook.job(jenkins, "emit", LocalPlaybook.HELLO));
        JenkinsRule.WebClient browser = jenkins.createWebClient();

        for (String page : List.of("", "ansible-events/")) {
            assertThat(browser.getPage(build, page).asNormalizedText())
                    .containsPattern("Not delivered yet: \\d+ messages for the emitter audit; next attempt: \\S+"
                            + ".*; last problem: the receiver answered 503");
        }
        HtmlPage delivery = browser.goTo("manage/ansible-events-delivery/");
        assertThat(delivery.asNormalizedText()).contains("Last success", "Next attempt", "none yet");

        receiver.answer(200);
        HtmlPage sent = jenkins.submit(form(delivery, "send"));

        assertThat(receiver.bodies()).isNotEmpty();
        assertThat(sent.asNormalizedText())
                .contains("Everything has been delivered.")
                .doesNotContain("none yet");
        assertThat(browser.getPage(build, "").asNormalizedText()).doesNotContain("Not delivered yet");
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
    void publisherThatBindsReachesItsSubscribersFromTheFirstMessageOn(JenkinsRule jenkins) throws Exception {
        int port = freePort();
        var emitter = new ZeroMqEmitterConfig("bus", "tcp://127.0.0.1:" + port);
        emitter.setSocket("pub");
        emitter.setBind(true);
        emitter.setTopic("{kind}.{type}");
        configure(emitter);
        try (var context = new ZContext();
                ZMQ.Socket peer = context.createSocket(SocketType.SUB)) {
            peer.subscribe("status.");
            peer.setReceiveTimeOut(30_000);
            peer.connect("tcp://127.0.0.1:" + port);

            jenkins.buildAndAssertSuccess(LocalPlaybook.job(jenkins, "emit", LocalPlaybook.HELLO));

            assertThat(peer.recvStr()).as("listens before the run begins").isEqualTo("status.starting");
            assertThat(peer.recvStr()).contains("\"starting\"");
            assertThat(peer.recvStr()).isEqualTo("status.running");
            assertThat(peer.recvStr()).contains("\"running\"");
            assertThat(peer.recvStr()).isEqualTo("status.successful");
        }
        assertThat(EmitterTest.send(emitter, OutboundPolicy.current()).getMessage())
                .contains("does not know whether anybody listens");
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    @Test
    void emitterThatListensIsReplacedAtItsAddressWhenItIsChanged(JenkinsRule jenkins) throws Exception {
        var emitter = new ZeroMqEmitterConfig("bus", "tcp://127.0.0.1:" + freePort());
        emitter.setBind(true);
        configure(emitter);
        try (var context = new ZContext();
                ZMQ.Socket peer = context.createSocket(SocketType.PULL)) {
            peer.connect(emitter.getEndpoint());
            assertThat(EmitterTest.send(emitter, OutboundPolicy.current()).kind).isEqualTo(FormValidation.Kind.OK);
            emitter.setStatuses("successful");
            configure(emitter);

            jenkins.buildAndAssertSuccess(LocalPlaybook.job(jenkins, "emit", LocalPlaybook.HELLO));

            peer.setReceiveTimeOut(20_000);
            String last = "";
            while (!last.contains("\"successful\"")) {
                last = peer.recvStr();
                assertThat(last).as("another message within 20 s").isNotNull();
            }
        }
    }

    @Test
    void emitterThatIsRemovedBeforeASendingStartsDoesNotTakeItsAddressAgain(JenkinsRule jenkins) throws Exception {
        var emitter = new ZeroMqEmitterConfig("bus", "tcp://127.0.0.1:" + freePort());
        emitter.setBind(true);
        configure(emitter);
        LiveEmitter removed = EmitterService.get().all().get(0);
        configure();

        assertThat(removed.whileClosed(() -> "sent")).isEqualTo("sent");

        assertThat(Thread.getAllStackTraces().keySet())
                .extracting(Thread::getName)
                .noneMatch(name -> name.startsWith("ansible-events emitter bus"));
    }

    @Test
    void messagesWaitWhileTheSettingsCannotBeUsed(JenkinsRule jenkins) throws Exception {
        Path authority = jenkins.jenkins.getRootDir().toPath().resolve("ca.pem");
        Files.writeString(authority, CA);
        HttpEmitterConfig emitter = emitter();
        HttpTlsConfig tls = new HttpTlsConfig();
        tls.setCa(authority.toString());
        emitter.setTls(tls);
        configure(emitter);
        Files.delete(authority);
        EmitterService.stop();
        AnsibleEventsConfiguration.start();
        assertThat(EmitterService.get().all()).hasSize(1);

        var build = jenkins.buildAndAssertSuccess(LocalPlaybook.job(jenkins, "emit", LocalPlaybook.HELLO));

        jenkins.assertLogContains("tls.ca: cannot read the file " + authority, build);
        assertThat(receiver.bodies()).isEmpty();
        Files.writeString(authority, CA);
        await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> {
            EmitterService.get().renew();
            EmitterService.get().all().get(0).deliverSpooled(Duration.ofSeconds(2));
            assertThat(receiver.bodies()).anyMatch(body -> body.contains("\"successful\""));
        });
    }

    @Test
    void messagesWaitForACredentialThatIsMissing(JenkinsRule jenkins) throws Exception {
        HttpEmitterConfig emitter = emitter();
        HttpHeaderConfig header = new HttpHeaderConfig("Authorization");
        header.setCredentialsId("later");
        emitter.setHeaders(List.of(header));
        configure(emitter);
        var build = jenkins.buildAndAssertSuccess(LocalPlaybook.job(jenkins, "emit", LocalPlaybook.HELLO));
        jenkins.assertLogContains("There are no credentials \"later\"", build);
        assertThat(EmitterService.get().all().get(0).backlog()).isNotEmpty();

        CredentialsProvider.lookupStores(jenkins.jenkins)
                .iterator()
                .next()
                .addCredentials(
                        Domain.global(),
                        new StringCredentialsImpl(CredentialsScope.GLOBAL, "later", "", Secret.fromString("t0ken")));

        await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> {
            EmitterService.get().all().get(0).deliverSpooled(Duration.ofSeconds(2));
            assertThat(receiver.bodies()).anyMatch(body -> body.contains("\"successful\""));
        });
        assertThat(receiver.tokens()).containsOnly("t0ken");
    }

    private HttpEmitterConfig emitter() {
        return new HttpEmitterConfig("audit", receiver.url());
    }

    private static void configure(EmitterConfig... emitters) {
        AnsibleEventsConfiguration.get().setAllowedHosts("127.0.0.1");
        AnsibleEventsConfiguration.get().setEmitters(List.of(emitters));
    }
}
