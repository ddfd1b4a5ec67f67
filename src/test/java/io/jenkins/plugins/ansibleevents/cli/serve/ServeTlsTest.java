package io.jenkins.plugins.ansibleevents.cli.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.jenkins.plugins.ansibleevents.engine.tls.OpenSsl;
import io.jenkins.plugins.ansibleevents.engine.tls.PemCertificates;
import io.jenkins.plugins.ansibleevents.engine.tls.PemKey;
import io.jenkins.plugins.ansibleevents.engine.tls.TlsIdentity;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.cert.X509Certificate;
import java.util.Optional;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import javax.net.ssl.X509TrustManager;
import okhttp3.ConnectionPool;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code serve} as a process of its own with keys that OpenSSL made, and clients that check its certificate. */
class ServeTlsTest {

    @TempDir
    Path dir;

    private OpenSsl openssl;

    @BeforeEach
    void openssl() {
        openssl = new OpenSsl(dir);
    }

    private Path config(String tls) throws IOException {
        return Files.writeString(dir.resolve("serve.yml"), """
                listen: 127.0.0.1:0
                tls: %s
                endpoints: { alerts: { auth: none } }
                """.formatted(tls));
    }

    /** A client that trusts this file, with a certificate of its own or none. */
    private OkHttpClient client(String authorities, Optional<TlsIdentity> identity) throws Exception {
        var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(PemCertificates.authorities(dir.resolve(authorities)));
        KeyManager[] keys = new KeyManager[0];
        if (identity.isPresent()) {
            var factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            factory.init(identity.get().keyStore(), new char[0]);
            keys = factory.getKeyManagers();
        }
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys, trust.getTrustManagers(), null);
        return new OkHttpClient.Builder()
                .sslSocketFactory(context.getSocketFactory(), (X509TrustManager) trust.getTrustManagers()[0])
                .connectionPool(new ConnectionPool(0, 1, java.util.concurrent.TimeUnit.MILLISECONDS))
                .build();
    }

    private TlsIdentity identity(String name) throws IOException {
        return TlsIdentity.read(dir.resolve(name + ".pem"), PemKey.of(dir.resolve(name + ".key"), Optional.empty()));
    }

    /** Of the certificate that is shown at this URL, whoever issued it. */
    static String subject(String url) throws Exception {
        var context = SSLContext.getInstance("TLS");
        context.init(null, new TrustManager[] {new Anybody()}, null);
        URI at = URI.create(url);
        try (var socket = (SSLSocket) context.getSocketFactory().createSocket(at.getHost(), at.getPort())) {
            socket.startHandshake();
            var certificate = (X509Certificate) socket.getSession().getPeerCertificates()[0];
            return certificate.getSubjectX500Principal().getName();
        }
    }

    private static final class Anybody extends X509ExtendedTrustManager {

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }

    private static String shown(OkHttpClient client, String url) throws IOException {
        try (Response response = client.newCall(
                        new Request.Builder().url(url + "/health").build())
                .execute()) {
            assertThat(response.code()).isEqualTo(200);
            var certificate =
                    (X509Certificate) response.handshake().peerCertificates().get(0);
            return certificate.getSubjectX500Principal().getName();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "RSA -pkeyopt rsa_keygen_bits:2048, rsa -traditional",
        "EC -pkeyopt ec_paramgen_curve:P-256, ec",
        "ED25519, pkey",
    })
    void serverSpeaksWithAKeyOfAnyKind(String algorithm, String form) throws Exception {
        openssl.key(algorithm, "new.pem").selfSigned("new.pem", "cert.pem").run(form + " -in new.pem -out key.pem");

        try (ServeProcess serve = ServeProcess.start(config("{ certificate: cert.pem, key: key.pem }"))) {
            assertThat(serve.url()).startsWith("https://");
            assertThat(shown(client("cert.pem", Optional.empty()), serve.url())).isEqualTo("CN=localhost");
        }
    }

    @Test
    void pairThatDoesNotBelongTogetherEndsTheStartWithBothNames() throws Exception {
        openssl.key("RSA -pkeyopt rsa_keygen_bits:2048", "keyrsa.pem")
                .key("EC -pkeyopt ec_paramgen_curve:P-256", "keyec.pem")
                .selfSigned("keyec.pem", "certec.pem");

        Process process = ServeProcess.launch(config("{ certificate: certec.pem, key: keyrsa.pem }"));

        assertThat(process.waitFor()).isEqualTo(2);
        assertThat(dir.resolve("serve.log"))
                .content()
                .contains("serve.yml: tls: " + dir.resolve("certec.pem") + " and " + dir.resolve("keyrsa.pem")
                        + " do not belong together");
    }

    @Test
    void expiredCertificateIsUsedWithAWarning() throws Exception {
        openssl.authority("root").signed("server", "root");
        openssl.run("x509 -req -in server.csr -CA root.pem -CAkey root.key -set_serial 7 -days 0 -out server.pem");

        try (ServeProcess serve = ServeProcess.start(config("{ certificate: server.pem, key: server.key }"))) {
            await().until(() -> serve.log().contains("server.pem: the certificate has expired at"));
        }
    }

    @Test
    void renewedFilesAreTakenWithoutARestartAndAHalfWrittenPairIsNot() throws Exception {
        openssl.authority("root").signed("first", "root").signed("second", "root");
        move("first.pem", "cert.pem");
        move("first.key", "key.pem");
        OkHttpClient client = client("root.pem", Optional.empty());
        try (ServeProcess serve = ServeProcess.start(config("{ certificate: cert.pem, key: key.pem }"))) {
            assertThat(shown(client, serve.url())).isEqualTo("CN=first");

            move("second.pem", "cert.pem");

            await().until(() -> serve.log().contains("do not belong together"));
            assertThat(serve.log())
                    .contains("the renewed TLS files are not taken, the old certificate (valid until ")
                    .contains(dir.resolve("cert.pem") + " and " + dir.resolve("key.pem"));
            assertThat(shown(client, serve.url())).isEqualTo("CN=first");

            move("second.key", "key.pem");

            await().until(() -> shown(client, serve.url()).equals("CN=second"));
            await().until(() -> serve.log().contains(dir.resolve("cert.pem") + " was renewed; it is valid until "));
        }
    }

    private void move(String from, String to) throws IOException {
        Files.move(dir.resolve(from), dir.resolve(to), StandardCopyOption.ATOMIC_MOVE);
    }

    @Test
    void senderWithoutACertificateOfTheRightAuthorityIsTurnedAway() throws Exception {
        openssl.authority("root").authority("stranger");
        openssl.signed("server", "root").signed("sender", "root").signed("other", "stranger");
        String tls = "{ certificate: server.pem, key: server.key, clientAuth: { ca: root.pem } }";
        try (ServeProcess serve = ServeProcess.start(config(tls))) {
            assertThat(shown(client("root.pem", Optional.of(identity("sender"))), serve.url()))
                    .isEqualTo("CN=server");

            assertThatThrownBy(() -> shown(client("root.pem", Optional.empty()), serve.url()))
                    .isInstanceOf(IOException.class);
            assertThatThrownBy(() -> shown(client("root.pem", Optional.of(identity("other"))), serve.url()))
                    .isInstanceOf(IOException.class);
            await().until(() -> serve.log().contains("no TLS connection with /127.0.0.1:"));
        }
    }

    @Test
    void certificateOfASenderThatIsNotRequiredMustBeGoodWhenItIsShown() throws Exception {
        openssl.authority("root").authority("stranger");
        openssl.signed("server", "root").signed("sender", "root").signed("other", "stranger");
        String tls = "{ certificate: server.pem, key: server.key, clientAuth: { ca: root.pem, required: false } }";
        try (ServeProcess serve = ServeProcess.start(config(tls))) {
            assertThat(shown(client("root.pem", Optional.empty()), serve.url())).isEqualTo("CN=server");
            assertThat(shown(client("root.pem", Optional.of(identity("sender"))), serve.url()))
                    .isEqualTo("CN=server");
        }
    }

    @Test
    void authoritiesThatAreNoneAreNamed() throws Exception {
        openssl.authority("root").signed("server", "root");

        Process process = ServeProcess.launch(
                config("{ certificate: server.pem, key: server.key, clientAuth: { ca: server.key } }"));

        assertThat(process.waitFor()).isEqualTo(2);
        assertThat(dir.resolve("serve.log"))
                .content()
                .contains("serve.yml: tls: " + dir.resolve("server.key") + ": no PEM certificate in it");
    }
}
