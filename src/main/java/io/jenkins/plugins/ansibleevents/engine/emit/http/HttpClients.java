package io.jenkins.plugins.ansibleevents.engine.emit.http;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.ansibleevents.engine.emit.EmitterSpec;
import io.jenkins.plugins.ansibleevents.engine.secret.Secret;
import io.jenkins.plugins.ansibleevents.engine.tls.PemCertificates;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import okhttp3.ConnectionPool;
import okhttp3.ConnectionSpec;
import okhttp3.Credentials;
import okhttp3.Dns;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import okhttp3.Request;
import okhttp3.Response;
import okhttp3.TlsVersion;

/** Builds the client of one emitter: as many connections as it has requests under way at once, kept and reused. */
final class HttpClients {

    /** Minutes that an unused connection is kept; most receivers close earlier. */
    private static final int KEEP_ALIVE_MINUTES = 5;

    private static final String PROXY_AUTHORIZATION = "Proxy-Authorization";

    private HttpClients() {}

    static OkHttpClient build(HttpSettings settings) throws IOException {
        HttpSettings.Timeouts timeouts = settings.timeouts();
        var builder = new OkHttpClient.Builder()
                .followRedirects(false)
                .followSslRedirects(false)
                .connectionPool(new ConnectionPool(EmitterSpec.MOST_IN_FLIGHT, KEEP_ALIVE_MINUTES, TimeUnit.MINUTES))
                .dns(HttpClients::lookUp)
                .connectTimeout(timeouts.connect())
                .readTimeout(timeouts.read())
                .writeTimeout(timeouts.write())
                .protocols(
                        settings.tls().http2()
                                ? List.of(Protocol.HTTP_2, Protocol.HTTP_1_1)
                                : List.of(Protocol.HTTP_1_1));
        route(builder, settings);
        if (settings.url().isHttps()) {
            secure(builder, settings.tls());
        } else {
            // This client needs no certificates: small images have none, and reading those of the JDK takes 80 ms.
            builder.connectionSpecs(List.of(ConnectionSpec.CLEARTEXT));
        }
        return builder.build();
    }

    /** The same client with TLS, for a receiver that redirects from http to https; both share their connections. */
    static OkHttpClient withTls(OkHttpClient client, HttpSettings settings) throws IOException {
        var builder = client.newBuilder();
        secure(builder, settings.tls());
        return builder.build();
    }

    /**
     * Looks the name up on a thread of its own, so that the sending thread can be interrupted. Not called for each
     * request.
     */
    private static List<InetAddress> lookUp(String host) throws UnknownHostException {
        var addresses = new FutureTask<>(() -> Dns.SYSTEM.lookup(host));
        var thread = new Thread(addresses, "ansible-events name of receiver");
        thread.setDaemon(true);
        thread.start();
        try {
            return addresses.get();
        } catch (ExecutionException e) {
            throw unknown(host, e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw unknown(host, e);
        }
    }

    private static UnknownHostException unknown(String host, Throwable cause) {
        if (cause instanceof UnknownHostException unknown) {
            return unknown;
        }
        var unknown = new UnknownHostException(host);
        unknown.initCause(cause);
        return unknown;
    }

    private static void route(OkHttpClient.Builder builder, HttpSettings settings) throws IOException {
        Path socket = settings.socket();
        if (socket != null) {
            builder.socketFactory(Sockets.unix(socket));
            builder.dns(host -> List.of(InetAddress.getLoopbackAddress()));
            builder.proxy(Proxy.NO_PROXY);
            return;
        }
        builder.socketFactory(new Sockets(settings.destinations()));
        builder.proxy(proxy(settings));
        HttpSettings.HttpProxy proxy = settings.proxy();
        if (proxy != null) {
            logIn(builder, proxy.user(), proxy.password());
        }
    }

    private static void logIn(OkHttpClient.Builder builder, @CheckForNull String user, @CheckForNull Secret password) {
        if (user != null && password != null) {
            // Revealed to answer the proxy's question.
            String login = Credentials.basic(user, password.reveal(), StandardCharsets.UTF_8);
            builder.proxyAuthenticator((route, asked) -> answer(asked, login));
        }
    }

    /** Answers once: a proxy that asks again does not accept the login. */
    private static @CheckForNull Request answer(Response asked, String login) {
        boolean again = asked.request().header(PROXY_AUTHORIZATION) != null;
        return again
                ? null
                : asked.request()
                        .newBuilder()
                        .header(PROXY_AUTHORIZATION, login)
                        .build();
    }

    private static Proxy proxy(HttpSettings settings) {
        HttpSettings.HttpProxy proxy = settings.proxy();
        return proxy == null
                ? Proxy.NO_PROXY
                : new Proxy(Proxy.Type.HTTP, InetSocketAddress.createUnresolved(proxy.host(), proxy.port()));
    }

    private static void secure(OkHttpClient.Builder builder, HttpSettings.Tls tls) throws IOException {
        try {
            X509TrustManager trust = trust(tls.authority());
            ClientIdentity identity = tls.identity();
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(
                    identity == null ? new KeyManager[0] : identity.keyManagers(),
                    new X509TrustManager[] {trust},
                    null);
            builder.sslSocketFactory(context.getSocketFactory(), trust);
            builder.connectionSpecs(List.of(specification(tls.minVersion())));
        } catch (GeneralSecurityException e) {
            throw new IOException("TLS cannot be set up: " + e.getMessage(), e);
        }
    }

    /** Trusts the authorities of this file, or those of the JDK without a file. */
    private static X509TrustManager trust(@CheckForNull Path authorities) throws IOException, GeneralSecurityException {
        var factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(authorities == null ? null : PemCertificates.authorities(authorities));
        return (X509TrustManager) factory.getTrustManagers()[0];
    }

    private static ConnectionSpec specification(String minVersion) {
        var spec = new ConnectionSpec.Builder(ConnectionSpec.RESTRICTED_TLS);
        return minVersion.equals("TLSv1.3")
                ? spec.tlsVersions(TlsVersion.TLS_1_3).build()
                : spec.tlsVersions(TlsVersion.TLS_1_3, TlsVersion.TLS_1_2).build();
    }
}
