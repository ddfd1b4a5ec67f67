package io.jenkins.plugins.ansibleevents.engine.emit.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.jenkins.plugins.ansibleevents.engine.emit.BatchRules;
import io.jenkins.plugins.ansibleevents.engine.emit.EmitterSpec;
import io.jenkins.plugins.ansibleevents.engine.emit.EmitterSpec.OnError;
import io.jenkins.plugins.ansibleevents.engine.emit.EmitterSpec.SpoolRules;
import io.jenkins.plugins.ansibleevents.engine.emit.MessageFilter;
import io.jenkins.plugins.ansibleevents.engine.emit.RetryRules;
import io.jenkins.plugins.ansibleevents.engine.emit.http.FaultyReceiver.Fault;
import io.jenkins.plugins.ansibleevents.engine.emit.pump.DeadLetterResend;
import io.jenkins.plugins.ansibleevents.engine.emit.pump.DeliveryReport;
import io.jenkins.plugins.ansibleevents.engine.emit.pump.DeliveryService;
import io.jenkins.plugins.ansibleevents.engine.emit.pump.RunDelivery;
import io.jenkins.plugins.ansibleevents.engine.emit.spool.RecordedRun;
import io.jenkins.plugins.ansibleevents.engine.emit.spool.Spool;
import io.jenkins.plugins.ansibleevents.engine.emit.spool.SpooledRun;
import io.jenkins.plugins.ansibleevents.engine.event.RunStatus;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import javax.net.ServerSocketFactory;
import okhttp3.HttpUrl;
import okhttp3.tls.HandshakeCertificates;
import okhttp3.tls.HeldCertificate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The grid {fault of the receiver} x {when}. In every cell the run hands over all of its messages while the receiver
 * still misbehaves, so the receiver cannot hold up the run; in the end every acceptable message has arrived in order.
 */
class DeliveryUnderFaultsTest {

    enum When {
        DURING_THE_RUN,
        AT_THE_END,
        ACROSS_A_RESTART
    }

    /** The receiver may have taken the request whose answer we have not seen. */
    private static final Set<Fault> MAY_REPEAT = Set.of(
            Fault.HANGS_BEFORE_ANSWER,
            Fault.HANGS_AFTER_HALF_AN_ANSWER,
            Fault.REFUSES,
            Fault.SLOW,
            Fault.WRONG_CERTIFICATE);

    private static final RetryRules IMPATIENT = new RetryRules(
            Duration.ofMillis(20),
            Duration.ofMillis(100),
            0.2,
            Duration.ofSeconds(5),
            Duration.ZERO,
            1_000_000,
            Duration.ofMillis(50));

    private static final Duration LONG = Duration.ofSeconds(60);
    private static final Duration SHORT = Duration.ofMillis(50);

    @TempDir
    Path directory;

    private final List<String> problems = new CopyOnWriteArrayList<>();
    private final HeldCertificate authority =
            new HeldCertificate.Builder().certificateAuthority(0).build();
    private RecordedRun run;
    private FaultyReceiver receiver;
    private boolean tls;
    private volatile boolean trusted = true;
    private int inFlight;

    static Stream<Arguments> grid() {
        return Stream.of(Fault.values()).flatMap(fault -> Stream.of(When.values())
                .flatMap(when -> Stream.of(1, 4).map(inFlight -> Arguments.of(fault, when, inFlight))));
    }

    @BeforeEach
    void prepare() throws Exception {
        run = new RecordedRun(directory.resolve("artifacts/" + RecordedRun.IDENT));
    }

    @AfterEach
    void stop() throws Exception {
        receiver.close();
    }

    @ParameterizedTest
    @MethodSource("grid")
    void everythingAcceptableArrivesInOrder(Fault fault, When when, int atOnce) throws Exception {
        inFlight = atOnce;
        receiver = new FaultyReceiver(fault == Fault.WRONG_CERTIFICATE ? tls() : ServerSocketFactory.getDefault());
        if (inFlight > 1) {
            // One that answers at once gets one request after the other.
            receiver.slow(Duration.ofMillis(4));
        }
        List<DeliveryReport> reports =
                switch (when) {
                    case DURING_THE_RUN -> duringTheRun(fault);
                    case AT_THE_END -> atTheEnd(fault, false);
                    case ACROSS_A_RESTART -> atTheEnd(fault, true);
                };
        assertArrived(fault, reports);
        assertThat(Files.readString(run.directory().resolve("delivery.json"))).contains("\"emitter\" : \"audit\"");
    }

    private List<DeliveryReport> duringTheRun(Fault fault) throws Exception {
        try (DeliveryService service = service()) {
            RunDelivery delivery = begin(service);
            run.begin(delivery);
            run.events(delivery, 10);
            meet(fault, delivery);
            heal();
            run.events(delivery, 5);
            run.status(delivery, RunStatus.SUCCESSFUL);
            return delivery.finish(LONG);
        }
    }

    private List<DeliveryReport> atTheEnd(Fault fault, boolean meetAgain) throws Exception {
        try (DeliveryService service = service()) {
            RunDelivery delivery = begin(service);
            run.begin(delivery);
            run.events(delivery, 10);
            meet(fault, delivery);
            run.status(delivery, RunStatus.SUCCESSFUL);
            delivery.finish(SHORT);
        }
        if (meetAgain) {
            // The receiver still misbehaves when our process has started again.
            try (DeliveryService service = service()) {
                for (SpooledRun spooled : new Spool(state()).open()) {
                    service.resume(spooled).finish(SHORT);
                }
            }
        }
        heal();
        return deliver();
    }

    /** Ten events into the fault; all are handed over before it heals. */
    private void meet(Fault fault, RunDelivery delivery) throws Exception {
        // A connection that is just being made could slip through with the certificate from before.
        await().until(() -> !receiver.keys().isEmpty());
        trusted = fault != Fault.WRONG_CERTIFICATE;
        if (fault == Fault.REFUSES_ONE) {
            receiver.refuse("uuid-15");
        } else {
            receiver.become(fault);
        }
        run.events(delivery, 10);
        switch (fault) {
            case REFUSES ->
                await().until(() -> problems.stream().anyMatch(p -> p.contains("connect") || p.contains("broke")));
            case WRONG_CERTIFICATE ->
                await().until(() -> problems.stream().anyMatch(p -> p.contains("no trust between us")));
            default -> await().until(() -> receiver.faulty() > 0);
        }
    }

    private void heal() throws Exception {
        trusted = true;
        receiver.heal();
    }

    private List<DeliveryReport> deliver() throws Exception {
        var reports = new ArrayList<DeliveryReport>();
        try (DeliveryService service = service()) {
            for (SpooledRun spooled : new Spool(state()).open()) {
                reports.addAll(service.resume(spooled).finish(LONG));
            }
        }
        return reports;
    }

    private void assertArrived(Fault fault, List<DeliveryReport> reports) throws Exception {
        assertThat(reports).allSatisfy(report -> assertThat(report.waiting()).isZero());
        Set<String> dead = deadLetters(fault);
        List<String> expected =
                run.keys().stream().filter(key -> !dead.contains(key)).toList();
        assertOrder(expected);
        if (inFlight == 1 && !MAY_REPEAT.contains(fault)) {
            assertThat(receiver.keys()).containsExactlyElementsOf(expected);
        }
        if (!dead.isEmpty()) {
            assertThatDeadLettersCanBeSent(dead);
        }
        assertThat(new Spool(state()).size()).isZero();
    }

    private void assertOrder(List<String> expected) {
        var arrived = List.copyOf(new LinkedHashSet<>(receiver.keys()));
        if (inFlight == 1) {
            assertThat(arrived).isEqualTo(expected);
        } else {
            assertThat(arrived).containsExactlyInAnyOrderElementsOf(expected);
            assertThat(RecordedRun.byHost(arrived)).isEqualTo(RecordedRun.byHost(expected));
            assertThat(receiver.connections()).isGreaterThan(1);
        }
    }

    private Set<String> deadLetters(Fault fault) throws Exception {
        Set<String> dead = new LinkedHashSet<>();
        for (Spool.Backlog backlog : new Spool(state()).backlog(any -> List.of())) {
            backlog.dead().forEach(letter -> {
                dead.add(letter.key());
                assertThat(letter.reason())
                        .contains(fault == Fault.REFUSES_ONE ? "400: field \"host\" is unknown" : "another host");
            });
        }
        switch (fault) {
            case REFUSES_ONE -> assertThat(dead).containsExactly("uuid-15");
            case REDIRECTS_ELSEWHERE -> assertThat(dead).isNotEmpty();
            default -> assertThat(dead).isEmpty();
        }
        return dead;
    }

    private void assertThatDeadLettersCanBeSent(Set<String> dead) throws Exception {
        int delivered = DeadLetterResend.send(
                new Spool(state()), "", List.of(spec()), null, LONG, (emitter, problem) -> problems.add(problem));
        assertThat(delivered).isEqualTo(dead.size());
        assertThat(receiver.keys()).containsAll(dead);
        deliver();
    }

    private Path state() {
        return directory.resolve("state");
    }

    private RunDelivery begin(DeliveryService service) throws Exception {
        return service.begin(state(), RecordedRun.IDENT, run.directory(), "", reason -> {});
    }

    private DeliveryService service() throws Exception {
        return DeliveryService.start(List.of(spec()), 1, (emitter, problem) -> problems.add(problem));
    }

    private EmitterSpec spec() throws Exception {
        HttpSettings settings = tls
                ? HttpSettings.to(HttpUrl.get("https://localhost:" + receiver.port() + "/"))
                        .withTls(new HttpSettings.Tls(authorityFile(), null, "TLSv1.2", true))
                : HttpSettings.to(HttpUrl.get("http://localhost:" + receiver.port() + "/"));
        var timeouts = new HttpSettings.Timeouts(Duration.ofSeconds(2), Duration.ofMillis(700), Duration.ofSeconds(2));
        return new EmitterSpec(
                "audit",
                "http",
                MessageFilter.ALL,
                BatchRules.OFF,
                IMPATIENT,
                OnError.WARN,
                SpoolRules.KEEP_ALL,
                inFlight,
                HttpEmitterType.factory(settings.withTimeouts(timeouts), false));
    }

    /** A receiver that shows a certificate of our authority, or, while it is not trusted, of another one. */
    private ServerSocketFactory tls() {
        tls = true;
        return new SwitchingTls(
                identity(authority),
                identity(new HeldCertificate.Builder().certificateAuthority(0).build()),
                () -> trusted);
    }

    private static HandshakeCertificates identity(HeldCertificate signedBy) {
        HeldCertificate server = new HeldCertificate.Builder()
                .addSubjectAlternativeName("localhost")
                .signedBy(signedBy)
                .build();
        return new HandshakeCertificates.Builder()
                .heldCertificate(server, signedBy.certificate())
                .build();
    }

    private Path authorityFile() throws Exception {
        Path file = directory.resolve("ca.pem");
        Files.writeString(file, authority.certificatePem());
        return file;
    }
}
