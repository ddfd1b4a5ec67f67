package io.jenkins.plugins.ansibleevents.emitter;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.cloudbees.plugins.credentials.CredentialsProvider;
import com.cloudbees.plugins.credentials.CredentialsScope;
import com.cloudbees.plugins.credentials.SecretBytes;
import com.cloudbees.plugins.credentials.domains.Domain;
import com.cloudbees.plugins.credentials.impl.CertificateCredentialsImpl;
import com.cloudbees.plugins.credentials.impl.CertificateCredentialsImpl.UploadedKeyStoreSource;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsExchange;
import com.sun.net.httpserver.HttpsParameters;
import com.sun.net.httpserver.HttpsServer;
import hudson.model.FreeStyleBuild;
import hudson.model.FreeStyleProject;
import io.jenkins.plugins.ansibleevents.config.AnsibleEventsConfiguration;
import io.jenkins.plugins.ansibleevents.step.AnsibleRunBuilder;
import java.io.File;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.SingleFileSCM;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** A real receiver that lets nobody in without a certificate it knows; ours is a credential of Jenkins. */
@WithJenkins
class ClientCertificateTest {

    private static final String PASSWORD = "st0re-password";

    @TempDir
    static Path keys;

    private final List<String> senders = new CopyOnWriteArrayList<>();
    private HttpsServer receiver;

    @BeforeAll
    static void makeKeys() throws Exception {
        makeKey("receiver");
        makeKey("jenkins");
    }

    /** NAME.p12 with a key and its own certificate, NAME.pem with the certificate alone. */
    private static void makeKey(String name) throws Exception {
        keytool(
                "-genkeypair",
                "-keyalg",
                "EC",
                "-dname",
                "CN=" + name,
                "-ext",
                "san=ip:127.0.0.1",
                "-alias",
                name,
                name);
        keytool("-exportcert", "-rfc", "-file", keys.resolve(name + ".pem").toString(), "-alias", name, name);
    }

    private static void keytool(String... words) throws Exception {
        var line = new ArrayList<>(List.of(words));
        String store = keys.resolve(line.remove(line.size() - 1) + ".p12").toString();
        line.add(0, Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
        line.addAll(List.of("-keystore", store, "-storetype", "PKCS12", "-storepass", PASSWORD));
        File said = keys.resolve("said").toFile();
        int code = new ProcessBuilder(line)
                .redirectErrorStream(true)
                .redirectOutput(said)
                .start()
                .waitFor();
        assertThat(code).as(Files.readString(said.toPath())).isZero();
    }

    @BeforeEach
    void startReceiver() throws Exception {
        receiver = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        receiver.setHttpsConfigurator(new HttpsConfigurator(context()) {
            @Override
            public void configure(HttpsParameters parameters) {
                var demands = getSSLContext().getDefaultSSLParameters();
                demands.setNeedClientAuth(true);
                parameters.setSSLParameters(demands);
            }
        });
        receiver.createContext("/", exchange -> {
            exchange.getRequestBody().readAllBytes();
            var session = ((HttpsExchange) exchange).getSSLSession();
            senders.add(session.getPeerPrincipal().getName());
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        receiver.start();
    }

    @AfterEach
    void stopReceiver() {
        receiver.stop(0);
    }

    private static SSLContext context() throws Exception {
        var keyManagers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keyManagers.init(store("receiver"), PASSWORD.toCharArray());
        var known = KeyStore.getInstance("PKCS12");
        known.load(null, null);
        known.setCertificateEntry("jenkins", store("jenkins").getCertificate("jenkins"));
        var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(known);
        var context = SSLContext.getInstance("TLS");
        context.init(keyManagers.getKeyManagers(), trust.getTrustManagers(), null);
        return context;
    }

    private static KeyStore store(String name) throws Exception {
        return KeyStore.getInstance(keys.resolve(name + ".p12").toFile(), PASSWORD.toCharArray());
    }

    @Test
    void certificateOfTheCredentialIsShownToTheReceiver(JenkinsRule jenkins) throws Exception {
        FreeStyleBuild build = build(jenkins, "jenkins-certificate");

        assertThat(senders).isNotEmpty().containsOnly("CN=jenkins");
        jenkins.assertLogContains(" 0 waiting, 0 dropped", build);
        jenkins.assertLogNotContains(PASSWORD, build);
    }

    @Test
    void receiverThatMissesTheCertificateIsTold(JenkinsRule jenkins) throws Exception {
        FreeStyleBuild build = build(jenkins, "");

        assertThat(senders).isEmpty();
        jenkins.assertLogContains(" 0 sent, ", build);
        // The receiver's own reason when it arrives in time, otherwise ours.
        assertThat(JenkinsRule.getLog(build))
                .containsPattern("last problem: .*(alert: .*certificate|a client certificate)");
    }

    private FreeStyleBuild build(JenkinsRule jenkins, String credentialsId) throws Exception {
        var uploaded =
                new UploadedKeyStoreSource(SecretBytes.fromBytes(Files.readAllBytes(keys.resolve("jenkins.p12"))));
        CredentialsProvider.lookupStores(jenkins.jenkins)
                .iterator()
                .next()
                .addCredentials(
                        Domain.global(),
                        new CertificateCredentialsImpl(
                                CredentialsScope.SYSTEM, "jenkins-certificate", "", PASSWORD, uploaded));
        var tls = new HttpTlsConfig();
        tls.setCa(keys.resolve("receiver.pem").toString());
        tls.setClientCredentialsId(credentialsId);
        var emitter = new HttpEmitterConfig(
                "audit", "https://127.0.0.1:" + receiver.getAddress().getPort() + "/");
        emitter.setTls(tls);
        AnsibleEventsConfiguration.get().setAllowedHosts("127.0.0.1");
        AnsibleEventsConfiguration.get().setEmitters(List.of(emitter));
        FreeStyleProject job = jenkins.createFreeStyleProject("emit");
        job.setScm(new SingleFileSCM(
                "site.yml", "[{hosts: all, gather_facts: false, tasks: [{debug: {msg: hello}}]}]".getBytes(UTF_8)));
        var step = new AnsibleRunBuilder("site.yml");
        step.setInventory("localhost,");
        step.setConnection("local");
        job.getBuildersList().add(step);
        return jenkins.buildAndAssertSuccess(job);
    }
}
