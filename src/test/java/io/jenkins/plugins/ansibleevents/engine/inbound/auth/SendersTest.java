package io.jenkins.plugins.ansibleevents.engine.inbound.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.ansibleevents.engine.inbound.request.Headers;
import io.jenkins.plugins.ansibleevents.engine.settings.Section;
import io.jenkins.plugins.ansibleevents.engine.settings.SettingsException;
import io.jenkins.plugins.ansibleevents.engine.settings.SettingsFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The forms that senders document, with the values from their documentation where it has any. */
class SendersTest {

    private static final String EVERYBODY = "It's a Secret to Everybody";
    private static final String WHSEC = "whsec_plJ3nmyCDGBKInavdOK15jsl";

    private static final String SLACK_COMMAND = "token=xyzz0WbapA4vBCDEFasx0q6G&team_id=T1DC2JH3J"
            + "&team_domain=testteamnow&channel_id=G8PSS9T3V&channel_name=foobar&user_id=U2CERLKJA&user_name=roadrunner"
            + "&command=%2Fwebhook-collect&text=&response_url=https%3A%2F%2Fhooks.slack.com%2Fcommands%2FT1DC2JH3J"
            + "%2F397700885554%2F96rGlfmibIGlgcZRskXaIFfN"
            + "&trigger_id=398738663015.47445629121.803a0bc887a14d10d2c447fce8b6703c";

    static Stream<Arguments> documented() {
        return Stream.of(
                // GitHub, "Validating webhook deliveries", the values for testing
                Arguments.of(
                        "github: {secret: \"" + EVERYBODY + "\"}",
                        "Hello, World!",
                        Map.of(
                                "X-Hub-Signature-256",
                                "sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17")),
                // Bitbucket Cloud, "Manage webhooks", the values for testing
                Arguments.of(
                        "bitbucket: {secret: \"" + EVERYBODY + "\"}",
                        "Hello World!",
                        Map.of(
                                "X-Hub-Signature",
                                "sha256=a4771c39fbe90f317c7824e83ddef3caae9cb3d976c214ace1f2937e133263c9")),
                // The example of the Standard Webhooks simulator's documentation
                Arguments.of(
                        "standardWebhooks: {secret: " + WHSEC + "}",
                        "{\"event_type\":\"ping\",\"data\":{\"success\":true}}",
                        Map.of(
                                "webhook-id", "msg_loFOjxBNrRLzqYUf",
                                "webhook-timestamp", "1731705121",
                                "webhook-signature", "v1,rAvfW3dJ/X/qxhsaXPOyyCGmRKsaKWcsNccKXlIktD0=")),
                // GitLab with a signing token sends the same form
                Arguments.of(
                        "gitlab: {signingToken: " + WHSEC + "}",
                        "{\"event_type\":\"ping\",\"data\":{\"success\":true}}",
                        Map.of(
                                "webhook-id", "msg_loFOjxBNrRLzqYUf",
                                "webhook-timestamp", "1731705121",
                                "webhook-signature",
                                        "v1,bm9ldHUjKzFob2VudXRob2VodWUzMjRvdWVvdW9ldQo= v2,xyz "
                                                + "v1,rAvfW3dJ/X/qxhsaXPOyyCGmRKsaKWcsNccKXlIktD0=")),
                Arguments.of("gitlab: {secret: glsecret}", "{}", Map.of("X-Gitlab-Token", "glsecret")),
                Arguments.of("alertmanager: {bearer: amtoken}", "{}", Map.of("Authorization", "Bearer amtoken")),
                Arguments.of(
                        "alertmanager: {user: am, password: \"p:w\"}", "{}", Map.of("Authorization", "Basic YW06cDp3")),
                // Grafana: hex HMAC-SHA-256 of the body, or of "timestamp:body" when a timestamp header is set
                Arguments.of(
                        "grafana: {secret: grafana}",
                        "{\"a\":1}",
                        Map.of("X-Grafana-Alerting-Signature", hmac(HmacAlgorithm.SHA256, "grafana", "{\"a\":1}"))),
                Arguments.of(
                        "grafana: {secret: grafana, timestampHeader: X-Grafana-Alerting-Timestamp}",
                        "{\"a\":1}",
                        Map.of(
                                "X-Grafana-Alerting-Timestamp",
                                "1700000000",
                                "X-Grafana-Alerting-Signature",
                                hmac(HmacAlgorithm.SHA256, "grafana", "1700000000:{\"a\":1}"))),
                // Slack, "Verifying requests from Slack", the values for testing
                Arguments.of(
                        "slack: {secret: 8f742231b10e8888abcd99yyyzzz85a5}",
                        SLACK_COMMAND,
                        Map.of(
                                "X-Slack-Request-Timestamp",
                                "1531420618",
                                "X-Slack-Signature",
                                "v0=a2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b503")),
                // PagerDuty: one signature for each secret while it is changed
                Arguments.of(
                        "pagerduty: {secret: pdsecret}",
                        "{\"event\":{\"id\":\"01BZ\",\"event_type\":\"incident.triggered\"}}",
                        Map.of(
                                "X-PagerDuty-Signature",
                                "v1=" + "0".repeat(64) + ",v1="
                                        + hmac(
                                                HmacAlgorithm.SHA256,
                                                "pdsecret",
                                                "{\"event\":{\"id\":\"01BZ\",\"event_type\":\"incident.triggered\"}}"))),
                // Gitea and Forgejo: hex HMAC-SHA-256 of the body, nothing before it
                Arguments.of(
                        "gitea: {secret: gtsecret}",
                        "{\"ref\":\"refs/heads/develop\"}",
                        Map.of(
                                "X-Gitea-Signature",
                                hmac(HmacAlgorithm.SHA256, "gtsecret", "{\"ref\":\"refs/heads/develop\"}"))),
                // Datadog: custom headers, or a login in the URL; Azure DevOps: a login, or HTTP headers
                Arguments.of("datadog: {header: X-Hook-Key, secret: dd}", "{}", Map.of("X-Hook-Key", "dd")),
                Arguments.of("datadog: {user: dd, password: p}", "{}", Map.of("Authorization", "Basic ZGQ6cA==")),
                Arguments.of("azureDevOps: {user: ado, password: p}", "{}", Map.of("Authorization", "Basic YWRvOnA=")),
                Arguments.of("azureDevOps: {header: X-Ado, secret: k}", "{}", Map.of("X-Ado", "k")),
                // Zabbix: a script with HttpRequest and hmac('sha256', key, data), which is hexadecimal
                Arguments.of("zabbix: {bearer: zbx}", "{}", Map.of("Authorization", "Bearer zbx")),
                Arguments.of(
                        "zabbix: {secret: zbx}",
                        "{\"a\":1}",
                        Map.of("X-Zabbix-Signature", hmac(HmacAlgorithm.SHA256, "zbx", "{\"a\":1}"))),
                // ServiceNow: an outbound REST message with a login, or GlideCertificateEncryption.generateMac, base64
                Arguments.of("serviceNow: {user: sn, password: p}", "{}", Map.of("Authorization", "Basic c246cA==")),
                Arguments.of(
                        "serviceNow: {secret: Jefe}",
                        "what do ya want for nothing?",
                        Map.of("X-ServiceNow-Signature", base64Sha256())),
                // RFC 2202 test case 2 and RFC 4231 test case 2
                Arguments.of(
                        "hmac: {secret: Jefe, algorithm: sha1, header: X-Sig}",
                        "what do ya want for nothing?",
                        Map.of("X-Sig", "effcdf6ae5eb2fa2d27416d5f184df9c259a7c79")),
                Arguments.of(
                        "hmac: {secret: Jefe, algorithm: sha256, header: X-Sig, format: base64, prefix: 'HMAC '}",
                        "what do ya want for nothing?",
                        Map.of("x-sig", "HMAC " + base64Sha256())),
                Arguments.of(
                        "hmac: {secret: Jefe, algorithm: sha512, header: X-Sig}",
                        "what do ya want for nothing?",
                        Map.of(
                                "X-Sig",
                                "164b7a7bfcf819e2e395fbe73b56e0a387bd64222e831fd610270cd7ea2505549758bf75c05a994a6d034f65f8f0e6fdcaeab1a34d4a6b4b636e070a38bce737")),
                Arguments.of("apiKey: {header: X-Api-Key, secret: [old, new]}", "{}", Map.of("X-Api-Key", "new")),
                Arguments.of("bearer: {secret: t0ken}", "{}", Map.of("Authorization", "bearer t0ken")),
                Arguments.of("basic: {user: u, password: p}", "{}", Map.of("Authorization", "Basic dTpw")));
    }

    @ParameterizedTest
    @MethodSource("documented")
    void documentedFormIsAuthentic(String auth, String body, Map<String, String> headers) throws Exception {
        assertThat(authentication(auth).prove(content(headers, body)).sender()).isNotEmpty();
    }

    @ParameterizedTest
    @MethodSource("documented")
    void anotherBodyOrKeyOrNoHeaderIsNotAuthentic(String auth, String body, Map<String, String> headers)
            throws Exception {
        Authentication authentication = authentication(auth);
        boolean signed = authentication instanceof HmacAuthentication
                || authentication instanceof StandardWebhooksAuthentication;
        String proof = authentication.proofHeaders().get(0);
        var duplicated = new Headers.Builder();
        headers.forEach((k, v) -> duplicated.add(k, v).add(k, v));

        assertThatThrownBy(() -> authentication.prove(content(Map.of(), body))).isInstanceOf(NotAuthentic.class);
        assertThatThrownBy(() -> authentication.prove(new SignedContent(duplicated.build(), "", bytes(body))))
                .isInstanceOf(NotAuthentic.class);
        for (String wrong : new String[] {
            "", "x", "Bearer x", "Basic x", "sha256=", "sha256=zz", "v1,", "v1,AAAA", "v1=", "v0=00", "v1=00,v2=00"
        }) {
            var changed = new java.util.TreeMap<String, String>(String.CASE_INSENSITIVE_ORDER);
            changed.putAll(headers);
            changed.put(proof, wrong);
            assertThatThrownBy(() -> authentication.prove(content(changed, body)))
                    .isInstanceOf(NotAuthentic.class);
        }
        if (signed) {
            assertThatThrownBy(() -> authentication.prove(content(headers, body + " ")))
                    .isInstanceOf(NotAuthentic.class);
        }
    }

    @Test
    void signedTimeAndIdAreReported() throws Exception {
        Proof proof = authentication("standardWebhooks: {secret: " + WHSEC + "}")
                .prove(content(
                        Map.of(
                                "webhook-id", "msg_loFOjxBNrRLzqYUf",
                                "webhook-timestamp", "1731705121",
                                "webhook-signature", "v1,rAvfW3dJ/X/qxhsaXPOyyCGmRKsaKWcsNccKXlIktD0="),
                        "{\"event_type\":\"ping\",\"data\":{\"success\":true}}"));

        assertThat(proof.signedAt()).contains(Instant.ofEpochSecond(1731705121));
        assertThat(proof.signedId()).contains("msg_loFOjxBNrRLzqYUf");
    }

    @Test
    void replayIsKnownWhicheverOfTwoSignaturesAStrangerLeavesAway() throws Exception {
        Authentication slack = authentication("slack: {secret: [new, old]}");
        String text = "v0:1531420618:{}";
        String one = "v0=" + hmac(HmacAlgorithm.SHA256, "new", text);
        String other = "v0=" + hmac(HmacAlgorithm.SHA256, "old", text);
        var ids = new java.util.HashSet<java.util.Optional<String>>();
        for (String signatures : new String[] {one, other, one + "," + other, other + ", " + one}) {
            ids.add(slack.prove(content(
                            Map.of("X-Slack-Request-Timestamp", "1531420618", "X-Slack-Signature", signatures), "{}"))
                    .signedId());
        }

        assertThat(ids).hasSize(1);
        String flood = (other + ",").repeat(20) + one;
        assertThatThrownBy(() -> slack.prove(
                        content(Map.of("X-Slack-Request-Timestamp", "1531420618", "X-Slack-Signature", flood), "{}")))
                .isInstanceOf(NotAuthentic.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{hmac: {secret: s}}",
                "{apiKey: {query: token, header: X-Key, secret: s}}",
                "{apiKey: {query: ' ', secret: s}}",
                "{apiKey: {query: token}}",
                "{hmac: {secret: '', header: X}}",
                "{hmac: {secret: s, header: X, algorithm: md5}}",
                "{hmac: {secret: s, header: X, typo: 1}}",
                "{hmac: {secret: s, header: X, timestamp: {header: T, template: '{body}'}}}",
                "{bearer: {secret: a}, basic: {user: u, password: p}}",
                "{standardWebhooks: {secret: 'whsec_%%%'}}",
                "{gitlab: {}}",
                "{gitlab: {secret: a, signingToken: whsec_aaaa}}",
                "{basic: {user: 'a:b', password: p}}",
                "{bearer: {secret: {env: NO_SUCH_VARIABLE_HERE}}}",
                "{md5: {secret: s}}",
                "{datadog: {}}",
                "{datadog: {bearer: b, user: u, password: p}}",
                "{azureDevOps: {header: X}}",
                "{zabbix: {}}",
                "{serviceNow: {secret: s, bearer: b}}",
                "{slack: {secret: s, typo: 1}}",
                "nobody"
            })
    void unusableSettingsAreRefusedWithTheirPlace(String auth) {
        assertThatThrownBy(() -> AuthenticationSettings.read(section("auth: " + auth)))
                .isInstanceOf(SettingsException.class)
                .hasMessageStartingWith("serve.yml: auth")
                .hasMessageNotContaining("%%%");
    }

    @Test
    void secretsComeFromAFileToo(@TempDir Path dir) throws Exception {
        Files.writeString(dir.resolve("key"), "fr0mfile\n");
        Section section = SettingsFile.parse("auth: {bearer: {secret: {file: key}}}", "serve.yml", dir);

        Authentication authentication = AuthenticationSettings.read(section);

        assertThat(authentication
                        .prove(content(Map.of("Authorization", "Bearer fr0mfile"), ""))
                        .sender())
                .isEqualTo("bearer");
        assertThat(authentication.toString()).doesNotContain("fr0mfile");
    }

    @Test
    void noAuthenticationHasToBeWrittenOut() throws Exception {
        assertThat(AuthenticationSettings.read(section("auth: none"))).isEqualTo(new NoAuthentication());
        assertThatThrownBy(() -> AuthenticationSettings.read(section("other: 1")))
                .hasMessageContaining("required");
    }

    private static Authentication authentication(String scheme) throws SettingsException {
        return AuthenticationSettings.read(section("auth: {" + scheme + "}"));
    }

    private static Section section(String yaml) throws SettingsException {
        return SettingsFile.parse(yaml, "serve.yml", Path.of("."));
    }

    private static SignedContent content(Map<String, String> headers, String body) {
        return new SignedContent(Headers.of(headers), "", bytes(body));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String hmac(HmacAlgorithm algorithm, String secret, String text) {
        return java.util.HexFormat.of().formatHex(algorithm.code(bytes(secret), bytes(text)));
    }

    private static String base64Sha256() {
        byte[] rfc4231 =
                java.util.HexFormat.of().parseHex("5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
        return java.util.Base64.getEncoder().encodeToString(rfc4231);
    }
}
