package io.jenkins.plugins.ansibleevents.engine.inbound.auth;

import io.jenkins.plugins.ansibleevents.engine.secret.Secret;
import io.jenkins.plugins.ansibleevents.engine.settings.Section;
import io.jenkins.plugins.ansibleevents.engine.settings.SettingsException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Reads the {@code auth} of an endpoint: {@code none}, or a mapping with the one scheme that is used.
 *
 * <pre>
 * auth: none
 * auth: { apiKey: { header: X-Api-Key, secret: S } }
 * auth: { apiKey: { query: token, secret: S } }                  # .../webhook/ENDPOINT?token=S
 * auth: { bearer: { secret: S } }
 * auth: { basic: { user: U, password: S } }
 * auth: { hmac: { secret: S, algorithm: sha1|sha256|sha512, header: H, format: hex|base64, prefix: P,
 *                 timestamp: { header: H, template: "{timestamp}:{body}", tolerance: 5m } } }
 * auth: { standardWebhooks: { secret: whsec_..., tolerance: 5m } }
 * auth: { github: { secret: S } }              # X-Hub-Signature-256: sha256=hex
 * auth: { gitlab: { secret: S } }              # X-Gitlab-Token, or signingToken: whsec_...
 * auth: { bitbucket: { secret: S } }           # X-Hub-Signature: sha256=hex
 * auth: { gitea: { secret: S } }               # X-Gitea-Signature: hex
 * auth: { pagerduty: { secret: S } }           # X-PagerDuty-Signature: v1=hex,v1=hex
 * auth: { slack: { secret: S, tolerance: 5m } }   # X-Slack-Signature over v0:timestamp:body
 * auth: { grafana: { secret: S, header: H, timestampHeader: H } }
 * auth: { sns: { topic: ARN, tolerance: 1d } } # signed by Amazon
 * auth: { alertmanager: LOGIN }                # LOGIN is one of bearer: S; user: U, password: S; header: H, secret: S
 * auth: { datadog: LOGIN }
 * auth: { azureDevOps: LOGIN }
 * auth: { zabbix: LOGIN }                      # or secret: S alone: X-Zabbix-Signature: hex
 * auth: { serviceNow: LOGIN }                  # or secret: S alone: X-ServiceNow-Signature: base64
 * </pre>
 *
 * Every {@code S} may be a list while secrets are rotated.
 */
public final class AuthenticationSettings {

    private static final String SECRET = "secret";
    private static final String HEADER = "header";
    private static final String SHA256_PREFIX = "sha256=";

    private AuthenticationSettings() {}

    /** Reads the value of {@code auth}, which is required. */
    public static Authentication read(Section endpoint) throws SettingsException {
        return read(endpoint, new JavaHttpsFetch());
    }

    /**
     * The same.
     *
     * @param fetch gets what a scheme needs from elsewhere
     */
    public static Authentication read(Section endpoint, HttpsFetch fetch) throws SettingsException {
        if (endpoint.raw("auth").isTextual()) {
            return nobody(endpoint);
        }
        Section auth = endpoint.section("auth").orElseThrow(() -> endpoint.missing("auth"));
        if (auth.keys().size() != 1) {
            throw endpoint.error("auth", "needs exactly one scheme, has " + auth.keys());
        }
        String scheme = auth.keys().get(0);
        if (scheme.equals("none")) {
            auth.section(scheme)
                    .orElseThrow(() -> auth.error(scheme, "must be {}"))
                    .finish();
            return new NoAuthentication();
        }
        Optional<Section> settings = auth.section(scheme);
        Authentication authentication = scheme(auth, scheme, settings.orElseThrow(() -> auth.missing(scheme)), fetch);
        settings.get().finish();
        return authentication;
    }

    private static Authentication nobody(Section endpoint) throws SettingsException {
        if (endpoint.requiredString("auth").equals("none")) {
            return new NoAuthentication();
        }
        throw endpoint.error("auth", "must be a scheme with its settings, or none for no authentication at all");
    }

    private static Authentication scheme(Section auth, String scheme, Section of, HttpsFetch fetch)
            throws SettingsException {
        try {
            return switch (scheme) {
                case "apiKey" -> apiKey(of);
                case "bearer" -> KeyHeaderAuthentication.bearer(secrets(of, SECRET));
                case "basic" -> new BasicAuthentication(scheme, of.requiredString("user"), secrets(of, "password"));
                case "hmac" -> hmac(of);
                case "standardWebhooks" ->
                    new StandardWebhooksAuthentication(scheme, secrets(of, SECRET), tolerance(of));
                case "github" ->
                    hmac(
                            scheme,
                            of,
                            "X-Hub-Signature-256",
                            SignatureFormat.HEX,
                            SHA256_PREFIX,
                            List.of("X-GitHub-Delivery"));
                case "gitlab" -> gitlab(of);
                case "bitbucket" ->
                    hmac(
                            scheme,
                            of,
                            "X-Hub-Signature",
                            SignatureFormat.HEX,
                            SHA256_PREFIX,
                            List.of("X-Request-UUID", "X-Request-Id"));
                case "gitea" ->
                    hmac(scheme, of, "X-Gitea-Signature", SignatureFormat.HEX, "", List.of("X-Gitea-Delivery"));
                case "pagerduty" -> hmac(scheme, of, "X-PagerDuty-Signature", SignatureFormat.HEX, "v1=", List.of());
                case "slack" -> slack(of);
                case "grafana" -> grafana(of);
                case "sns" ->
                    new AmazonSnsAuthentication(
                            of.strings("topic"),
                            of.duration("tolerance").orElse(AmazonSnsAuthentication.TOLERANCE),
                            fetch);
                case "alertmanager", "datadog", "azureDevOps" -> login(scheme, of);
                case "zabbix" -> loginOrHmac(scheme, of, "X-Zabbix-Signature", SignatureFormat.HEX);
                case "serviceNow" -> loginOrHmac(scheme, of, "X-ServiceNow-Signature", SignatureFormat.BASE64);
                default ->
                    throw auth.error(
                            scheme,
                            "unknown scheme; known: apiKey, bearer, basic, hmac, standardWebhooks, github, gitlab,"
                                    + " bitbucket, gitea, alertmanager, grafana, pagerduty, slack, sns, datadog,"
                                    + " azureDevOps, zabbix, serviceNow, none");
            };
        } catch (IllegalArgumentException e) {
            throw auth.error(scheme, e.getMessage());
        }
    }

    private static Authentication apiKey(Section of) throws SettingsException {
        Optional<String> parameter = of.string("query");
        if (parameter.isPresent() && of.has(HEADER)) {
            throw of.error("query", "the key is either in a header or in the query, not in both");
        }
        List<Secret> keys = secrets(of, SECRET);
        return parameter.isPresent()
                ? new KeyQueryAuthentication("apiKey", parameter.get(), keys)
                : new KeyHeaderAuthentication("apiKey", header(of, "X-Api-Key"), "", keys, List.of());
    }

    private static HmacAuthentication hmac(Section of) throws SettingsException {
        return new HmacAuthentication(
                "hmac",
                secrets(of, SECRET),
                of.choice("algorithm", HmacAlgorithm.class).orElse(HmacAlgorithm.SHA256),
                of.requiredString(HEADER),
                of.choice("format", SignatureFormat.class).orElse(SignatureFormat.HEX),
                of.string("prefix").orElse(""),
                time(of),
                List.of());
    }

    private static Optional<SignedTime> time(Section of) throws SettingsException {
        Optional<Section> timestamp = of.section("timestamp");
        if (timestamp.isEmpty()) {
            return Optional.empty();
        }
        Section section = timestamp.get();
        var time = new SignedTime(
                section.requiredString(HEADER),
                section.string("template").orElse("{timestamp}.{body}"),
                tolerance(section));
        section.finish();
        return Optional.of(time);
    }

    /** HMAC-SHA-256 of the body, as most senders have it. */
    private static HmacAuthentication hmac(
            String name, Section of, String header, SignatureFormat format, String prefix, List<String> deliveries)
            throws SettingsException {
        return new HmacAuthentication(
                name, secrets(of, SECRET), HmacAlgorithm.SHA256, header, format, prefix, Optional.empty(), deliveries);
    }

    private static HmacAuthentication slack(Section of) throws SettingsException {
        return new HmacAuthentication(
                "slack",
                secrets(of, SECRET),
                HmacAlgorithm.SHA256,
                "X-Slack-Signature",
                SignatureFormat.HEX,
                "v0=",
                Optional.of(new SignedTime("X-Slack-Request-Timestamp", "v0:{timestamp}:{body}", tolerance(of))),
                List.of());
    }

    private static Authentication gitlab(Section of) throws SettingsException {
        if (of.has("signingToken") == of.has(SECRET)) {
            throw of.error(SECRET, "needs either secret (X-Gitlab-Token) or signingToken (whsec_...)");
        }
        if (of.has("signingToken")) {
            return new StandardWebhooksAuthentication("gitlab", secrets(of, "signingToken"), tolerance(of));
        }
        List<String> deliveries = List.of("Idempotency-Key", "X-Gitlab-Event-UUID");
        return new KeyHeaderAuthentication("gitlab", "X-Gitlab-Token", "", secrets(of, SECRET), deliveries);
    }

    /** For senders that sign nothing, but can send a header field or a login. */
    private static Authentication login(String scheme, Section of) throws SettingsException {
        boolean bearer = of.has("bearer");
        boolean user = of.has("user");
        boolean header = of.has(HEADER);
        if (Stream.of(bearer, user, header).filter(has -> has).count() != 1) {
            throw of.error("bearer", "needs one of bearer, user with password, or header with secret");
        }
        if (user) {
            return new BasicAuthentication(scheme, of.requiredString("user"), secrets(of, "password"));
        }
        return bearer
                ? new KeyHeaderAuthentication(scheme, "Authorization", "Bearer ", secrets(of, "bearer"), List.of())
                : new KeyHeaderAuthentication(scheme, of.requiredString(HEADER), "", secrets(of, SECRET), List.of());
    }

    /** For senders whose scripts can also compute a signature; the name of its header field is ours. */
    private static Authentication loginOrHmac(String scheme, Section of, String header, SignatureFormat format)
            throws SettingsException {
        return of.has(SECRET) && !of.has(HEADER) ? hmac(scheme, of, header, format, "", List.of()) : login(scheme, of);
    }

    private static HmacAuthentication grafana(Section of) throws SettingsException {
        Optional<String> timestampHeader = of.string("timestampHeader");
        Duration tolerance = tolerance(of);
        return new HmacAuthentication(
                "grafana",
                secrets(of, SECRET),
                HmacAlgorithm.SHA256,
                header(of, "X-Grafana-Alerting-Signature"),
                SignatureFormat.HEX,
                "",
                timestampHeader.map(h -> new SignedTime(h, "{timestamp}:{body}", tolerance)),
                List.of());
    }

    private static String header(Section of, String absent) throws SettingsException {
        return of.string(HEADER).orElse(absent);
    }

    private static Duration tolerance(Section of) throws SettingsException {
        return of.duration("tolerance").orElse(StandardWebhooksAuthentication.TOLERANCE);
    }

    private static List<Secret> secrets(Section of, String key) throws SettingsException {
        var secrets = new ArrayList<>(of.secrets(key));
        if (secrets.isEmpty()) {
            throw of.missing(key);
        }
        return secrets;
    }
}
