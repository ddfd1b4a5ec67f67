package io.jenkins.plugins.ansibleevents.emitter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import hudson.model.User;
import hudson.security.ACL;
import hudson.util.FormValidation;
import io.jenkins.plugins.ansibleevents.config.AnsibleEventsConfiguration;
import io.jenkins.plugins.ansibleevents.engine.emit.EmitterSettings;
import io.jenkins.plugins.ansibleevents.engine.emit.EmitterType;
import io.jenkins.plugins.ansibleevents.engine.emit.http.HttpEmitterType;
import io.jenkins.plugins.ansibleevents.engine.emit.zeromq.ZeroMqEmitterType;
import io.jenkins.plugins.ansibleevents.engine.settings.SettingsException;
import io.jenkins.plugins.ansibleevents.engine.settings.SettingsFile;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import jenkins.model.Jenkins;
import org.htmlunit.html.HtmlForm;
import org.htmlunit.html.HtmlPage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.MockAuthorizationStrategy;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** The forms of emitters lose no value, have every option, and show the mistakes that the engine's reader finds. */
class EmitterFormTest {

    private static final String KEY = "rq:rM>}U?@Lns47E1%kR.o@n%FcmmsL/@{H8]yf7";

    /** Options of the file whose field has another name here, because a credential or a list stands in it. */
    private static final Map<String, String> FIELDS = Map.ofEntries(
            Map.entry("signingSecret", "signingCredentialsId"),
            Map.entry("certificate", "clientCredentialsId"),
            Map.entry("key", "clientCredentialsId"),
            Map.entry("keyPassphrase", "clientCredentialsId"),
            Map.entry("secretKey", "secretKeyCredentialsId"),
            Map.entry("username", "credentialsId"),
            Map.entry("password", "credentialsId"),
            Map.entry("filter", "events"),
            Map.entry("onError", "failRun"));

    /** One for all emitters of Jenkins. */
    private static final Set<String> OF_JENKINS = Set.of("allowedHosts");

    @Test
    @WithJenkins
    void savedFormChangesNothing(JenkinsRule jenkins) throws Exception {
        List<EmitterConfig> emitters = List.of(http(), overSocket(), publisher(), pushing(), withLogin());
        AnsibleEventsConfiguration.get().setWaitDelivery("15s");
        AnsibleEventsConfiguration.get().setEmitters(emitters);

        jenkins.configRoundtrip();

        assertThat(AnsibleEventsConfiguration.get().getEmitters())
                .usingRecursiveComparison()
                .isEqualTo(emitters);
        assertThat(AnsibleEventsConfiguration.get().getWaitDelivery()).isEqualTo("15s");
        AnsibleEventsConfiguration.get().load();
        assertThat(AnsibleEventsConfiguration.get().getEmitters())
                .as("what is on disk")
                .usingRecursiveComparison()
                .isEqualTo(emitters);
        String page = jenkins.createWebClient()
                .goTo("manage/ansible-events-delivery/")
                .asNormalizedText();
        assertThat(page).contains("audit", "Everything has been delivered");
    }

    private static HttpEmitterConfig http() {
        var http = new HttpEmitterConfig("audit", "https://audit.example.com/events");
        http.setGzip(true);
        http.setForm("NDJSON");
        var batch = new BatchConfig();
        batch.setMessages(50);
        batch.setBytes(100_000);
        batch.setAge("500ms");
        http.setBatch(batch);
        http.setInFlight(8);
        http.setEvents("runner_on_failed");
        http.setStatuses("failed");
        http.setHosts("web*");
        http.setFailRun(true);
        http.setByDefault(false);
        http.setHeaders(List.of(new HttpHeaderConfig("X-Team")));
        http.setMethod("put");
        http.setJenkinsProxy(false);
        http.setProxy("http://proxy.example.com:3128");
        var retry = new RetryConfig();
        retry.setGiveUpAfter("7d");
        retry.setBreakerFailures(3);
        retry.setJitterPercent(0);
        http.setRetry(retry);
        var spool = new SpoolConfig();
        spool.setMaxAge("30d");
        spool.setMaxBytes(5_000_000_000L);
        http.setSpool(spool);
        var tls = new HttpTlsConfig();
        tls.setMinVersion("TLSv1.3");
        tls.setHttp2(false);
        http.setTls(tls);
        var timeouts = new HttpTimeoutsConfig();
        timeouts.setRead("1m");
        http.setTimeouts(timeouts);
        return http;
    }

    private static HttpEmitterConfig overSocket() {
        var http = new HttpEmitterConfig("local", "");
        http.setSocket("/run/receiver.sock");
        http.setPath("/events");
        return http;
    }

    private static ZeroMqEmitterConfig publisher() {
        var publisher = new ZeroMqEmitterConfig("publisher", "ipc:///tmp/emitter-form-test.sock");
        publisher.setSocket("PUB");
        publisher.setBind(true);
        publisher.setAccess("group");
        publisher.setTopic("{kind}.{type}");
        publisher.setHwm(5_000);
        publisher.setLinger("1s");
        publisher.setSendTimeout("100ms");
        publisher.setReconnect("50ms");
        publisher.setReconnectMax("1s");
        return publisher;
    }

    private static ZeroMqEmitterConfig pushing() {
        var pushing = new ZeroMqEmitterConfig("bus", "tcp://broker.example.com:5555");
        var curve = new ZeroMqCurveConfig(KEY, "bus-key");
        curve.setServerKey(KEY);
        pushing.setCurve(curve);
        return pushing;
    }

    private static ZeroMqEmitterConfig withLogin() {
        var withLogin = new ZeroMqEmitterConfig("with-login", "tcp://broker.example.com:5556");
        withLogin.setPlain(new ZeroMqPlainConfig("bus-login"));
        return withLogin;
    }

    @ParameterizedTest
    @CsvSource({
        "HTTP, '', HttpEmitterConfig",
        "HTTP, tls, HttpTlsConfig",
        "HTTP, timeouts, HttpTimeoutsConfig",
        "HTTP, batch, BatchConfig",
        "HTTP, retry, RetryConfig",
        "HTTP, spool, SpoolConfig",
        "HTTP, filter, EmitterConfig",
        "ZEROMQ, '', ZeroMqEmitterConfig",
        "ZEROMQ, curve, ZeroMqCurveConfig",
        "ZEROMQ, plain, ZeroMqPlainConfig",
    })
    void everyOptionOfTheFileHasItsField(String type, String section, String config) throws Exception {
        Set<String> fields = Arrays.stream(Class.forName(EmitterConfig.class.getPackageName() + "." + config)
                        .getMethods())
                .map(method -> method.getName().replaceFirst("^(get|is)", ""))
                .map(name -> name.substring(0, Math.min(1, name.length())).toLowerCase(Locale.ROOT)
                        + name.substring(Math.min(1, name.length())))
                .collect(Collectors.toSet());

        assertThat(options(type, section)).isNotEmpty().allSatisfy(option -> assertThat(fields)
                .contains(FIELDS.getOrDefault(option, option)));
    }

    /** The reader names all options that it knows when it refuses one. */
    private static List<String> options(String type, String section) throws Exception {
        String required = type.equals("HTTP") ? "url: 'http://h/'" : "endpoint: 'tcp://h:1'";
        Map<String, String> inSection = Map.of(
                "curve",
                "serverKey: '" + KEY + "', publicKey: '" + KEY + "', secretKey: '" + KEY + "', ",
                "plain",
                "username: me, password: any, ");
        String yaml = section.isEmpty()
                ? "{" + required + ", zzz: 1}"
                : "{" + required + ", " + section + ": {" + inSection.getOrDefault(section, "") + "zzz: 1}}";
        EmitterType reader = type.equals("HTTP") ? new HttpEmitterType() : new ZeroMqEmitterType();
        var refused = catchThrowableOfType(
                SettingsException.class,
                () -> EmitterSettings.emitter("x", SettingsFile.parse(yaml, "test", Path.of("/")), reader));
        return Arrays.stream(
                        refused.getMessage().replaceFirst(".*known here: ", "").split(", "))
                .filter(option -> !OF_JENKINS.contains(option))
                .toList();
    }

    @Test
    @WithJenkins
    void fieldsSayWhatTheReaderSays(JenkinsRule jenkins) {
        var http = jenkins.jenkins.getDescriptorByType(HttpEmitterConfig.DescriptorImpl.class);
        var zeroMq = jenkins.jenkins.getDescriptorByType(ZeroMqEmitterConfig.DescriptorImpl.class);
        var retry = jenkins.jenkins.getDescriptorByType(RetryConfig.DescriptorImpl.class);
        var curve = jenkins.jenkins.getDescriptorByType(ZeroMqCurveConfig.DescriptorImpl.class);
        var batch = jenkins.jenkins.getDescriptorByType(BatchConfig.DescriptorImpl.class);
        var header = jenkins.jenkins.getDescriptorByType(HttpHeaderConfig.DescriptorImpl.class);

        assertThat(http.doCheckName("a b").getMessage()).contains("1 to 64 letters");
        assertThat(http.doCheckUrl("http://u:pw@h/", "").getMessage()).startsWith("must not hold a password");
        assertThat(http.doCheckUrl("", "").getMessage()).isEqualTo("is required");
        assertThat(http.doCheckUrl("", "/run/x.sock").kind).isEqualTo(FormValidation.Kind.OK);
        assertThat(http.doCheckPath("events").getMessage()).startsWith("must begin with one /");
        assertThat(http.doCheckInFlight("65").getMessage()).startsWith("must be 1 to 64");
        assertThat(zeroMq.doCheckEndpoint("udp://h:1").getMessage()).startsWith("must be tcp://host:port");
        assertThat(zeroMq.doCheckTopic("t", "").getMessage()).contains("only a pub socket");
        assertThat(zeroMq.doCheckTopic("t", "pub").kind).isEqualTo(FormValidation.Kind.OK);
        assertThat(zeroMq.doCheckAccess("all", "tcp://h:1", "true").getMessage())
                .contains("only an ipc:// endpoint");
        assertThat(zeroMq.doCheckHwm("0").getMessage()).startsWith("must be 1 to");
        assertThat(zeroMq.doCheckLinger("soon").getMessage()).startsWith("must be a time such as");
        assertThat(curve.doCheckPublicKey("short").getMessage()).contains("40 characters");
        assertThat(curve.doCheckServerKey("", "false").getMessage()).isEqualTo("is required");
        assertThat(retry.doCheckGiveUpAfter("1s", "").getMessage()).startsWith("must be longer than maxDelay");
        assertThat(retry.doCheckFirstDelay("0").getMessage()).isEqualTo("must be longer than 0");
        assertThat(retry.doCheckFirstDelay("").kind).isEqualTo(FormValidation.Kind.OK);
        assertThat(retry.doCheckJitterPercent("many").getMessage()).startsWith("must be a whole number");
        assertThat(batch.doCheckMessages("1").getMessage()).startsWith("must be 2 to");
        assertThat(header.doCheckName("a b").getMessage()).contains("is not the name of a header");
    }

    @Test
    @WithJenkins
    void whoMayNotConfigureJenkinsLearnsNothing(JenkinsRule jenkins) throws Exception {
        jenkins.jenkins.setSecurityRealm(jenkins.createDummySecurityRealm());
        jenkins.jenkins.setAuthorizationStrategy(
                new MockAuthorizationStrategy().grant(Jenkins.READ).everywhere().to("reader"));
        try (var ignored = ACL.as2(User.getById("reader", true).impersonate2())) {
            var tls = jenkins.jenkins.getDescriptorByType(HttpTlsConfig.DescriptorImpl.class);
            var http = jenkins.jenkins.getDescriptorByType(HttpEmitterConfig.DescriptorImpl.class);

            assertThat(tls.doCheckCa("/no/such/file").kind).isEqualTo(FormValidation.Kind.OK);
            assertThat(http.doCheckName("a b").kind).isEqualTo(FormValidation.Kind.OK);
            assertThat(http.doFillMethodItems("PUT"))
                    .extracting(choice -> choice.value)
                    .containsExactly("PUT");
        }
    }

    @Test
    @WithJenkins
    void whatTheReaderRefusesIsNotSaved(JenkinsRule jenkins) throws Exception {
        var bad = new ZeroMqEmitterConfig("bus", "tcp://broker.example.com:5555");
        bad.setTopic("only-for-pub");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> AnsibleEventsConfiguration.get().setEmitters(List.of(bad)))
                .withMessage("emitter bus: topic: only a pub socket has a topic; add socket: pub");
        assertThat(AnsibleEventsConfiguration.get().getEmitters()).isEmpty();

        AnsibleEventsConfiguration.get().setEmitters(List.of(new HttpEmitterConfig("audit", "http://h.example/")));
        AnsibleEventsConfiguration.get().setAllowedHosts("h.example");
        JenkinsRule.WebClient browser = jenkins.createWebClient();
        browser.getOptions().setThrowExceptionOnFailingStatusCode(false);
        HtmlForm form = browser.goTo("manage/configure").getFormByName("config");
        form.getInputsByName("_.url").stream()
                .filter(input -> input.getValue().startsWith("http://h.example"))
                .forEach(input -> input.setValue("nonsense"));
        form.getTextAreaByName("_.allowedHosts").setText("other.example");
        HtmlPage answer = jenkins.submit(form);

        assertThat(answer.asNormalizedText()).contains("emitter audit: url: must be a URL such as");
        assertThat(AnsibleEventsConfiguration.get().getAllowedHosts()).isEqualTo("h.example");
        assertThat(AnsibleEventsConfiguration.get().getEmitters())
                .singleElement()
                .isInstanceOfSatisfying(HttpEmitterConfig.class, http -> assertThat(http.getUrl())
                        .isEqualTo("http://h.example/"));
    }
}
