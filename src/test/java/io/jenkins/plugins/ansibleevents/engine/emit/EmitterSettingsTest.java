package io.jenkins.plugins.ansibleevents.engine.emit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.jenkins.plugins.ansibleevents.engine.emit.EmitterSpec.OnError;
import io.jenkins.plugins.ansibleevents.engine.emit.spool.RecordedRun;
import io.jenkins.plugins.ansibleevents.engine.settings.SettingsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code env/emitters.yml}, and ansible-runner's settings. */
class EmitterSettingsTest {

    @TempDir
    Path home;

    @BeforeEach
    void makeEnv() throws Exception {
        Files.createDirectory(home.resolve("env"));
    }

    private EmitterSettings load(Map<String, String> environment) throws SettingsException {
        return EmitterSettings.load(home, environment);
    }

    private EmitterSettings emitters(String yaml) throws Exception {
        Files.writeString(home.resolve("env/emitters.yml"), yaml);
        return load(Map.of());
    }

    @Test
    void withoutSettingsThereIsNoEmitter() throws Exception {
        assertThat(load(Map.of()).emitters()).isEmpty();
    }

    @Test
    void everyOptionIsRead() throws Exception {
        Files.writeString(home.resolve("env/token"), "s3cret\n");
        EmitterSettings settings = emitters("""
                waitDelivery: 30s
                emitters:
                  audit:
                    type: http
                    url: https://audit.example.com:8443/events?key=1
                    method: PUT
                    headers: {Authorization: {file: token}, X-Plain: text}
                    timeouts: {connect: 1s, read: 2s, write: 3s}
                    tls: {minVersion: TLSv1.3, http2: false}
                    proxy: http://proxy.example.com:3128
                    form: cloudevents
                    gzip: true
                    signingSecret: whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw
                    allowedHosts: [audit.example.com]
                    filter: {events: [runner_on_*], exceptEvents: runner_on_start, statuses: [failed], hosts: [web*]}
                    batch: {messages: 50, bytes: 100000, age: 500ms}
                    retry: {firstDelay: 1s, maxDelay: 10s, jitterPercent: 0, attemptTimeout: 5s, giveUpAfter: 1h,
                            breakerFailures: 3, breakerPause: 5s}
                    spool: {maxAge: 7d, maxBytes: 1000000}
                    onError: fail
                  bus:
                    type: zeromq
                    endpoint: tcp://127.0.0.1:5556
                    socket: pub
                    topic: "ansible.{type}"
                  queue:
                    type: zeromq
                    endpoint: tcp://127.0.0.1:5557
                    bind: true
                    hwm: 10
                    linger: 1s
                    sendTimeout: 100ms
                    reconnect: 50ms
                    reconnectMax: 1s
                    curve: {publicKey: "0123456789012345678901234567890123456789",
                            secretKey: "0123456789012345678901234567890123456789"}
                """);
        assertThat(settings.waitDelivery()).contains(Duration.ofSeconds(30));
        EmitterSpec audit = settings.emitters().get(0);
        assertThat(audit)
                .returns("audit", EmitterSpec::name)
                .returns("https://audit.example.com:8443/events", EmitterSpec::target)
                .returns(new BatchRules(50, 100_000, Duration.ofMillis(500)), EmitterSpec::batch)
                .returns(OnError.FAIL, EmitterSpec::onError);
        assertThat(audit.retry().giveUpAfter()).isEqualTo(Duration.ofHours(1));
        assertThat(settings.emitters().get(1).target()).isEqualTo("tcp://127.0.0.1:5556");
        // hwm is what a push socket sends again.
        assertThat(settings.emitters().get(2).factory().create().unconfirmed()).isEqualTo(10);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    type: smoke                                                | emitters.x.type: unknown type "smoke"; known: file, http, zeromq
                    {type: http}                                               | emitters.x.url: is required
                    {type: http, url: 'ftp://h/'}                              | emitters.x.url: must be a URL such as
                    {type: http, url: 'http://u:secretpw@h/'}                  | emitters.x.url: must not hold a password
                    {type: http, url: 'http://h/', ulr: 1}                     | emitters.x.ulr: unknown key
                    {type: http, url: 'http://h/', headers: {A: {env: NO_SUCH}}} | NO_SUCH is not set
                    {type: http, url: 'http://h/', timeouts: {read: 0}}        | emitters.x.timeouts.read: must be longer than 0
                    {type: http, socket: x.sock, path: //other/in}             | emitters.x.path: must begin with one /, is "//other/in"
                    {type: http, socket: "x\\0.sock"}                          | emitters.x.socket: is not the path of a file
                    {type: http, url: 'http://h/', method: GET}                | emitters.x.method: must be one of POST, PUT, PATCH, is "GET"
                    {type: http, url: 'http://h/', proxy: {url: 'http://p:1', username: me}} | emitters.x.proxy.username: username and password go together
                    {type: http, url: 'http://h/', proxy: {url: 'http://p:1', user: me}} | emitters.x.proxy.user: unknown key
                    {type: zeromq, endpoint: 'tcp://h:1', curve: {serverKey: 'äöüäöüäöüäöüäöüäöüäöüäöüäöüäöüäöüäöüäöüä'}} | emitters.x.curve.serverKey: must be a CURVE key
                    {type: http, url: 'http://h/', filter: {evnts: a}}         | emitters.x.filter.evnts: unknown key
                    {type: http, url: 'http://h/', retry: {firstDelay: 0}}     | emitters.x.retry.firstDelay: must be longer than 0
                    {type: http, url: 'http://h/', retry: {jitterPercent: 101}} | emitters.x.retry.jitterPercent: must be 0 to 100, is 101
                    {type: http, url: 'http://h/', retry: {breakerFailures: 0}} | emitters.x.retry.breakerFailures: must be 1 to 1000000, is 0
                    {type: http, url: 'http://h/', retry: {giveUpAfter: 1s}}   | emitters.x.retry.giveUpAfter: must be longer than maxDelay
                    {type: http, url: 'http://h/', onError: explode}           | emitters.x.onError: must be one of warn, fail
                    {type: http, url: 'https://h/', tls: {ca: no.pem}}         | emitters.x.tls.ca: cannot read the file
                    {type: zeromq, endpoint: 'udp://h:1'}                      | must be tcp://host:port or ipc:///path
                    {type: zeromq, endpoint: 'ipc://*'}                        | the absolute path of a unix socket
                    {type: zeromq, endpoint: 'ipc:///tmp/x', access: all}      | only an ipc:// endpoint with bind: true
                    {type: zeromq, endpoint: 'tcp://h:1', bind: true, access: all} | only an ipc:// endpoint with bind: true
                    {type: zeromq, endpoint: 'tcp://h:1', batch: {messages: 5}} | send one message at a time
                    {type: http, url: 'http://h/', inFlight: 0}                | emitters.x.inFlight: must be 1 to 64
                    {type: http, url: 'http://h/', inFlight: many}             | emitters.x.inFlight: must be
                    {type: zeromq, endpoint: 'tcp://h:1', inFlight: 2}         | emitters.x.inFlight: emitters of type zeromq send one message after the other
                    {type: zeromq, endpoint: 'tcp://h:1', topic: t}            | only a pub socket has a topic
                    """)
    void aWrongSettingIsRefusedWithItsPlaceAndTheNextStep(String options, String message) {
        String body = options.startsWith("{") ? options : "{" + options + "}";
        assertThatExceptionOfType(SettingsException.class)
                .isThrownBy(() -> emitters("emitters: {x: " + body + "}"))
                .withMessageContaining("env/emitters.yml: ")
                .withMessageContaining(message)
                .satisfies(e -> assertThat(e.getMessage()).doesNotContain("secretpw"));
    }

    @Test
    void runnersSettingsMakeEmittersAndTheEnvironmentWins() throws Exception {
        Files.writeString(home.resolve("env/settings"), """
                idle_timeout: 600
                runner_http_url: http://settings.example.com/
                runner_http_headers: {Authorization: token}
                runner_socket_url: tcp://127.0.0.1:5556
                """);
        assertThat(load(Map.of()).emitters())
                .extracting(EmitterSpec::name, EmitterSpec::target)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("runner_http", "http://settings.example.com:80/"),
                        org.assertj.core.groups.Tuple.tuple("runner_socket", "tcp://127.0.0.1:5556"));
        assertThat(load(Map.of("RUNNER_HTTP_URL", "https://env.example.com/x"))
                        .emitters()
                        .get(0)
                        .target())
                .isEqualTo("https://env.example.com:443/x");
    }

    @Test
    void aUrlThatIsAnExistingPathIsAUnixSocketWithARequestPath() throws Exception {
        Path socket = Files.createFile(home.resolve("receiver.sock"));
        Files.writeString(
                home.resolve("env/settings"), "runner_http_url: " + socket + "\nrunner_http_path: /from/settings\n");
        assertThat(load(Map.of()).emitters().get(0).target()).isEqualTo("unix:" + socket + " /from/settings");
        assertThat(load(Map.of("RUNNER_HTTP_PATH", "/from/env"))
                        .emitters()
                        .get(0)
                        .target())
                .isEqualTo("unix:" + socket + " /from/env");
    }

    @Test
    void filtersKnowNamesAndStars() throws Exception {
        var filter =
                new MessageFilter(List.of("runner_on_*"), List.of("runner_on_ok"), List.of("none"), List.of("web*"));
        assertThat(filter.passes(event(1))).isFalse();
        assertThat(filter.passes(event(5))).isTrue();
        assertThat(filter.passes(EmitterMessage.ofStatus("run-1", 1, "failed", new byte[0])))
                .isFalse();
        assertThat(new MessageFilter(List.of(), List.of(), List.of(), List.of("db1")).passes(event(5)))
                .isFalse();
    }

    private static EmitterMessage event(long counter) throws Exception {
        byte[] json = RecordedRun.event(counter, "").strip().getBytes(java.nio.charset.StandardCharsets.UTF_8);
        return EmitterMessage.ofEvent("run-1", io.jenkins.plugins.ansibleevents.engine.event.EventLine.parse(json));
    }
}
