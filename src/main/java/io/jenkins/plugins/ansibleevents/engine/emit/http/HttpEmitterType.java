package io.jenkins.plugins.ansibleevents.engine.emit.http;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.ansibleevents.engine.emit.DestinationPolicy;
import io.jenkins.plugins.ansibleevents.engine.emit.EmitterFactory;
import io.jenkins.plugins.ansibleevents.engine.emit.EmitterType;
import io.jenkins.plugins.ansibleevents.engine.secret.Secret;
import io.jenkins.plugins.ansibleevents.engine.settings.Section;
import io.jenkins.plugins.ansibleevents.engine.settings.SettingsException;
import io.jenkins.plugins.ansibleevents.engine.tls.PemKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import okhttp3.HttpUrl;

/** {@code type: http} in {@code env/emitters.yml}; the options are in docs/emitters.md. */
public final class HttpEmitterType implements EmitterType {

    /** Values of {@code method}, the default first. */
    public static final List<String> METHODS = List.of("POST", "PUT", "PATCH");

    /** Values of {@code tls.minVersion}, the default first. */
    public static final List<String> TLS_VERSIONS = List.of("TLSv1.2", "TLSv1.3");

    @Override
    public String name() {
        return "http";
    }

    @Override
    public boolean canBatch() {
        return true;
    }

    @Override
    public boolean canSendAtOnce() {
        return true;
    }

    @Override
    public EmitterFactory configure(Section options) throws SettingsException {
        HttpSettings settings = settings(options);
        return factory(settings, options.raw("batch").isObject());
    }

    /** A factory for settings that do not come from a file. */
    public static EmitterFactory factory(HttpSettings settings, boolean batch) {
        return () -> new HttpEmitter(settings, batch);
    }

    @Override
    public String target(Section options) throws SettingsException {
        return settings(options).target();
    }

    private static HttpSettings settings(Section options) throws SettingsException {
        HttpSettings base = destination(options);
        return new HttpSettings(
                base.url(),
                base.socket(),
                oneOf(options, "method", METHODS),
                headers(options),
                timeouts(options),
                tls(options),
                proxy(options),
                options.choice("form", BodyForm.class).orElse(BodyForm.JSON),
                options.bool("gzip", false),
                signing(options),
                DestinationPolicy.read(options));
    }

    private static HttpSettings destination(Section options) throws SettingsException {
        Optional<Path> socket = options.path("socket");
        if (socket.isPresent()) {
            String path = options.string("path").orElse("/");
            if (!path.startsWith("/") || path.startsWith("//")) {
                throw options.error("path", "must begin with one /, is \"" + path + "\"");
            }
            if (options.has("url")) {
                throw options.error("url", "give either url, or socket and path");
            }
            return HttpSettings.overSocket(socket.get(), path);
        }
        return HttpSettings.to(url(options, "url", options.requiredString("url")));
    }

    private static HttpUrl url(Section options, String key, String text) throws SettingsException {
        HttpUrl url = HttpUrl.parse(text);
        if (url == null) {
            throw options.error(key, "must be a URL such as https://host:8080/path");
        }
        if (!url.password().isEmpty() || !url.username().isEmpty()) {
            throw options.error(key, "must not hold a password; put it into a header, as a secret");
        }
        return url;
    }

    private static Map<String, Secret> headers(Section options) throws SettingsException {
        var headers = new LinkedHashMap<String, Secret>();
        Optional<Section> section = options.section("headers");
        if (section.isPresent()) {
            for (String name : section.get().keys()) {
                if (!name.matches("[A-Za-z0-9!#$%&'*+.^_`|~-]+")) {
                    throw section.get().error(name, "is not the name of a header");
                }
                Secret value = section.get().secret(name).orElse(Secret.of(""));
                if (!value.reveal().chars().allMatch(c -> c >= ' ' && c != 127 || c == '\t')) {
                    throw section.get().error(name, "must not hold a line end or another control character");
                }
                headers.put(name, value);
            }
        }
        return headers;
    }

    private static HttpSettings.Timeouts timeouts(Section options) throws SettingsException {
        HttpSettings.Timeouts absent = HttpSettings.Timeouts.DEFAULT;
        Optional<Section> section = options.section("timeouts");
        if (section.isEmpty()) {
            return absent;
        }
        var timeouts = new HttpSettings.Timeouts(
                timeout(section.get(), "connect", absent.connect()),
                timeout(section.get(), "read", absent.read()),
                timeout(section.get(), "write", absent.write()));
        section.get().finish();
        return timeouts;
    }

    /**
     * Refuses zero, which would mean no limit: a receiver that hangs could hold an attempt until the pump breaks it
     * off.
     */
    private static Duration timeout(Section section, String key, Duration absent) throws SettingsException {
        Duration time = section.duration(key).orElse(absent);
        if (time.isZero()) {
            throw section.error(key, "must be longer than 0");
        }
        return time;
    }

    private static HttpSettings.Tls tls(Section options) throws SettingsException {
        Optional<Section> section = options.section("tls");
        if (section.isEmpty()) {
            return HttpSettings.Tls.DEFAULT;
        }
        Section tls = section.get();
        var result = new HttpSettings.Tls(
                existing(tls, "ca"), identity(tls), oneOf(tls, "minVersion", TLS_VERSIONS), tls.bool("http2", true));
        tls.finish();
        checkCertificates(options, result);
        return result;
    }

    /** The certificate may also be an object that Jenkins passes instead of a PEM file. */
    private static @CheckForNull ClientIdentity identity(Section tls) throws SettingsException {
        Optional<ClientIdentity> given = tls.given("certificate", ClientIdentity.class);
        return given.isPresent() ? given.get() : pemIdentity(tls);
    }

    private static @CheckForNull ClientIdentity pemIdentity(Section tls) throws SettingsException {
        Path certificate = existing(tls, "certificate");
        Optional<Secret> key = tls.secret("key");
        Optional<Secret> passphrase = tls.secret("keyPassphrase");
        if ((certificate == null) != key.isEmpty()) {
            throw tls.error("certificate", "certificate and key go together");
        }
        if (certificate == null) {
            return null;
        }
        String place = tls.raw("key").path("file").asText("the key");
        return ClientIdentity.ofPem(certificate, new PemKey(place, key.orElseThrow(), passphrase));
    }

    /** Reads the certificates while the settings are read, so that an error shows before the first event. */
    private static void checkCertificates(Section options, HttpSettings.Tls tls) throws SettingsException {
        try {
            HttpClients.build(HttpSettings.to(HttpUrl.get("https://localhost/")).withTls(tls));
        } catch (IOException e) {
            throw options.error("tls", e.getMessage());
        }
    }

    private static @CheckForNull Path existing(Section section, String key) throws SettingsException {
        Optional<Path> path = section.path(key);
        if (path.isPresent() && !Files.isReadable(path.get())) {
            throw section.error(key, "cannot read the file " + path.get());
        }
        return path.orElse(null);
    }

    /** The proxy's URL, or a mapping when the proxy asks for a login. */
    private static @CheckForNull HttpSettings.HttpProxy proxy(Section options) throws SettingsException {
        if (options.raw("proxy").isObject()) {
            Section proxy = options.section("proxy").orElseThrow();
            HttpSettings.HttpProxy result = proxyWithLogin(proxy);
            proxy.finish();
            return result;
        }
        Optional<String> proxy = options.string("proxy");
        if (proxy.isEmpty()) {
            return null;
        }
        HttpUrl url = url(options, "proxy", proxy.get());
        return new HttpSettings.HttpProxy(url.host(), url.port(), null, null);
    }

    private static HttpSettings.HttpProxy proxyWithLogin(Section proxy) throws SettingsException {
        HttpUrl url = url(proxy, "url", proxy.requiredString("url"));
        Optional<String> user = proxy.string("username");
        Optional<Secret> password = proxy.secret("password");
        if (user.isPresent() != password.isPresent()) {
            throw proxy.error("username", "username and password go together");
        }
        return new HttpSettings.HttpProxy(url.host(), url.port(), user.orElse(null), password.orElse(null));
    }

    private static @CheckForNull Secret signing(Section options) throws SettingsException {
        Optional<Secret> secret = options.secret("signingSecret");
        try {
            secret.ifPresent(WebhookSignature::new);
        } catch (IllegalArgumentException e) {
            throw options.error("signingSecret", "must be text, or whsec_ followed by base64");
        }
        return secret.orElse(null);
    }

    /** One of the values, in any case; the first one when none is given. */
    private static String oneOf(Section section, String key, List<String> values) throws SettingsException {
        String given = section.string(key).orElse(values.get(0));
        return values.stream()
                .filter(given::equalsIgnoreCase)
                .findFirst()
                .orElseThrow(() ->
                        section.error(key, "must be one of " + String.join(", ", values) + ", is \"" + given + "\""));
    }
}
