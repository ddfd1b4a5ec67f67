package io.jenkins.plugins.ansibleevents.engine.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.ansibleevents.engine.secret.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Certificates and keys as OpenSSL makes them. */
class TlsIdentityTest {

    @TempDir
    Path dir;

    private OpenSsl openssl;

    @BeforeEach
    void openssl() {
        openssl = new OpenSsl(dir);
    }

    private TlsIdentity read(String certificate, String key, Optional<Secret> passphrase) throws IOException {
        return TlsIdentity.read(dir.resolve(certificate), PemKey.of(dir.resolve(key), passphrase));
    }

    private TlsIdentity read(String certificate, String key) throws IOException {
        return read(certificate, key, Optional.empty());
    }

    private static List<String> names(TlsIdentity identity) {
        return identity.chain().stream()
                .map(X509Certificate::getSubjectX500Principal)
                .map(Object::toString)
                .toList();
    }

    @ParameterizedTest
    @CsvSource({
        "RSA -pkeyopt rsa_keygen_bits:2048, RSA",
        "RSA-PSS -pkeyopt rsa_keygen_bits:2048, RSASSA-PSS",
        "EC -pkeyopt ec_paramgen_curve:P-256, EC",
        "EC -pkeyopt ec_paramgen_curve:P-521, EC",
        "ED25519, EdDSA",
        "ED448, EdDSA"
    })
    void keyOfAnyKindIsReadAndGoesIntoAKeyStore(String kind, String algorithm) throws Exception {
        openssl.key(kind, "key.pem").selfSigned("key.pem", "cert.pem");

        TlsIdentity identity = read("cert.pem", "key.pem");

        assertThat(identity.key().getAlgorithm()).isEqualTo(algorithm);
        assertThat(identity.keyStore().size()).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({
        "RSA -pkeyopt rsa_keygen_bits:1024, rsa, BEGIN RSA PRIVATE KEY",
        "RSA -pkeyopt rsa_keygen_bits:4096, rsa, BEGIN RSA PRIVATE KEY",
        "EC -pkeyopt ec_paramgen_curve:P-256, ec, BEGIN EC PRIVATE KEY",
        "EC -pkeyopt ec_paramgen_curve:P-384, ec, BEGIN EC PRIVATE KEY",
        "EC -pkeyopt ec_paramgen_curve:P-521, ec, BEGIN EC PRIVATE KEY"
    })
    void keyInItsOlderFormIsReadToo(String kind, String tool, String header) throws Exception {
        openssl.key(kind, "key.pem")
                .selfSigned("key.pem", "cert.pem")
                .run(tool + " -in key.pem -out old.pem" + (tool.equals("rsa") ? " -traditional" : ""));

        assertThat(dir.resolve("old.pem")).content().contains(header);
        // The certificate proves that the key is the same.
        assertThat(read("cert.pem", "old.pem").key().getAlgorithm()).isEqualTo(tool.toUpperCase(java.util.Locale.ROOT));
    }

    @Test
    void keyBehindTheParametersOfItsCurveIsRead() throws Exception {
        openssl.run("ecparam -name secp384r1 -genkey -out key.pem").selfSigned("key.pem", "cert.pem");

        assertThat(dir.resolve("key.pem")).content().startsWith("-----BEGIN EC PARAMETERS-----");
        assertThat(read("cert.pem", "key.pem").key().getAlgorithm()).isEqualTo("EC");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"-v2 aes-256-cbc", "-v2 aes-128-cbc -v2prf hmacWithSHA1", "-v2 aes256 -v2prf hmacWithSHA512"})
    void encryptedKeyIsReadWithItsPassphraseOnly(String how) throws Exception {
        openssl.key("RSA -pkeyopt rsa_keygen_bits:2048", "key.pem")
                .selfSigned("key.pem", "cert.pem")
                .run("pkcs8 -topk8 -in key.pem -out locked.pem -passout pass:opensesame " + how);

        assertThat(read("cert.pem", "locked.pem", Optional.of(Secret.of("opensesame")))
                        .key())
                .isEqualTo(read("cert.pem", "key.pem").key());
        assertThatThrownBy(() -> read("cert.pem", "locked.pem"))
                .hasMessageContainingAll("locked.pem: is encrypted", "keyPassphrase", "openssl pkey");
        assertThatThrownBy(() -> read("cert.pem", "locked.pem", Optional.of(Secret.of("wrong"))))
                .hasMessageContainingAll("locked.pem: cannot be decrypted", "keyPassphrase is wrong");
    }

    @Test
    void keyEncryptedTheOldWayIsRefusedWithTheCommandThatConvertsIt() {
        openssl.key("RSA -pkeyopt rsa_keygen_bits:2048", "key.pem")
                .selfSigned("key.pem", "cert.pem")
                .run("rsa -in key.pem -aes128 -traditional -passout pass:x123 -out old.pem");

        assertThatThrownBy(() -> read("cert.pem", "old.pem"))
                .isInstanceOf(PemException.class)
                .hasMessageContainingAll("old.pem: is encrypted", "openssl pkcs8 -topk8");
    }

    @Test
    void pairThatDoesNotBelongTogetherIsRefusedWithBothNames() {
        openssl.key("RSA -pkeyopt rsa_keygen_bits:2048", "rsa.pem")
                .key("EC -pkeyopt ec_paramgen_curve:P-256", "ec.pem")
                .key("EC -pkeyopt ec_paramgen_curve:P-256", "ec2.pem")
                .selfSigned("ec.pem", "cert.pem");

        for (String other : List.of("rsa.pem", "ec2.pem")) {
            assertThatThrownBy(() -> read("cert.pem", other))
                    .isInstanceOf(PemException.class)
                    .hasMessage(dir.resolve("cert.pem") + " and " + dir.resolve(other)
                            + " do not belong together: the certificate (CN=localhost) is of another key");
        }
    }

    @Test
    void chainIsPutInOrderAndWhatIsNotOfItIsLeftOut() throws Exception {
        openssl.authority("root").authority("stranger").signed("server", "root");
        Files.writeString(
                dir.resolve("all.pem"),
                "a comment\n" + Files.readString(dir.resolve("server.pem"))
                        + Files.readString(dir.resolve("stranger.pem"))
                        + Files.readString(dir.resolve("server.key"))
                        + Files.readString(dir.resolve("root.pem")));

        assertThat(names(read("all.pem", "all.pem"))).containsExactly("CN=server", "CN=root");
    }

    @Test
    void certificateThatIsNotTheFirstIsNamed() throws Exception {
        openssl.authority("root").signed("server", "root");
        Files.writeString(
                dir.resolve("all.pem"),
                Files.readString(dir.resolve("root.pem")) + Files.readString(dir.resolve("server.pem")));

        assertThatThrownBy(() -> read("all.pem", "server.key"))
                .hasMessageContaining("the certificate of the key must be the first one in its file");
    }

    @Test
    void fileThatHoldsSomethingElseIsSaidAndNothingOfItIsQuoted() throws Exception {
        openssl.authority("root");
        Files.writeString(
                dir.resolve("half.pem"),
                Files.readString(dir.resolve("root.key")).substring(0, 120));
        Files.writeString(
                dir.resolve("bent.pem"), "-----BEGIN PRIVATE KEY-----\nsecretsecret*\n-----END PRIVATE KEY-----\n");
        Files.writeString(
                dir.resolve("short.pem"), "-----BEGIN EC PRIVATE KEY-----\nMHcC\n-----END EC PRIVATE KEY-----\n");

        assertThatThrownBy(() -> read("root.pem", "root.pem"))
                .hasMessageContaining("root.pem: no PEM private key in it")
                .hasMessageContaining("only CERTIFICATE");
        assertThatThrownBy(() -> read("root.key", "root.key")).hasMessageContaining("no PEM certificate in it");
        assertThatThrownBy(() -> read("root.pem", "half.pem")).hasMessageContaining("half.pem: no PEM private key");
        assertThatThrownBy(() -> read("root.pem", "short.pem")).hasMessageContaining("short.pem: the key is damaged");
        assertThatThrownBy(() -> read("root.pem", "none.pem"))
                .hasMessageContaining("none.pem: cannot be read: no such file or directory");
        assertThatThrownBy(() -> read("root.pem", "bent.pem"))
                .hasMessageContaining("bent.pem: the block PRIVATE KEY is damaged")
                .hasMessageNotContaining("secretsecret");
    }

    @Test
    void certificateOutOfItsTimeIsAProblem() throws Exception {
        openssl.authority("root");
        TlsIdentity identity = read("root.pem", "root.key");
        Instant now = Instant.now();

        assertThat(identity.problem(now.plusSeconds(60))).isEmpty();
        assertThat(identity.problem(now.plus(Duration.ofDays(31)))).hasValueSatisfying(problem -> assertThat(problem)
                .contains("root.pem: the certificate has expired at"));
        assertThat(identity.problem(now.minus(Duration.ofDays(1))))
                .hasValueSatisfying(problem -> assertThat(problem).contains("is not valid before"));
    }
}
