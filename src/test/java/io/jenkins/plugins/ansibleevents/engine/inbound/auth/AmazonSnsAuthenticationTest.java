package io.jenkins.plugins.ansibleevents.engine.inbound.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.ansibleevents.engine.inbound.request.Headers;
import io.jenkins.plugins.ansibleevents.engine.settings.SettingsFile;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.Signature;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;
import okhttp3.tls.HeldCertificate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The messages of Amazon's documentation, signed with a key of this test in Amazon's place. */
class AmazonSnsAuthenticationTest {

    private static final String TOPIC = "arn:aws:sns:us-west-2:123456789012:MyTopic";
    private static final String CERTIFICATE =
            "https://sns.us-west-2.amazonaws.com/SimpleNotificationService-f3ecfb7224c7233fe7bb5f59f96de52f.pem";
    private static final String CONFIRM = "https://sns.us-west-2.amazonaws.com/?Action=ConfirmSubscription"
            + "&TopicArn=arn:aws:sns:us-west-2:123456789012:MyTopic&Token=2336412f37fb687f5d51e6e241d09c805a5a57b30d71";
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final HeldCertificate AMAZON = new HeldCertificate.Builder()
            .rsa2048()
            .commonName("sns.amazonaws.com")
            .build();

    private final List<URI> asked = new ArrayList<>();
    private String certificate = AMAZON.certificatePem();
    private IOException away;
    private Authentication sns = read("topic: " + TOPIC);

    private Authentication read(String settings) {
        try {
            var section = SettingsFile.parse("auth: { sns: { " + settings + " } }", "serve.yml", Path.of("."));
            return AuthenticationSettings.read(section, uri -> {
                asked.add(uri);
                if (away != null) {
                    throw away;
                }
                return certificate.getBytes(StandardCharsets.US_ASCII);
            });
        } catch (Exception e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }

    private static ObjectNode notification() {
        return JSON.createObjectNode()
                .put("Type", "Notification")
                .put("MessageId", "22b80b92-fdea-4c2c-8f9d-bdfb0c7bf324")
                .put("TopicArn", TOPIC)
                .put("Subject", "My First Message")
                .put("Message", "Hello world!")
                .put("Timestamp", "2012-05-02T00:54:06.655Z")
                .put("SignatureVersion", "1")
                .put("SigningCertURL", CERTIFICATE)
                .put("UnsubscribeURL", "https://sns.us-west-2.amazonaws.com/?Action=Unsubscribe");
    }

    private static ObjectNode confirmation() {
        return JSON.createObjectNode()
                .put("Type", "SubscriptionConfirmation")
                .put("MessageId", "165545c9-2a5c-472c-8df2-7ff2be2b3b1b")
                .put("Token", "2336412f37fb687f5d51e6e241d09c805a5a57b30d71")
                .put("TopicArn", TOPIC)
                .put("Message", "You have chosen to subscribe to the topic " + TOPIC + ".\nTo confirm, visit the URL.")
                .put("SubscribeURL", CONFIRM)
                .put("Timestamp", "2012-04-26T20:45:04.751Z")
                .put("SignatureVersion", "1")
                .put("SigningCertURL", CERTIFICATE);
    }

    private static SignedContent signed(ObjectNode message) throws Exception {
        return signed(message, AMAZON);
    }

    /** Signs as the documentation says: name and value, a line each, sorted by name. */
    private static SignedContent signed(ObjectNode message, HeldCertificate by) throws Exception {
        var text = new StringBuilder();
        for (String field :
                List.of("Message", "MessageId", "Subject", "SubscribeURL", "Timestamp", "Token", "TopicArn", "Type")) {
            if (message.has(field)) {
                text.append(field)
                        .append('\n')
                        .append(message.path(field).asText())
                        .append('\n');
            }
        }
        boolean first = message.path("SignatureVersion").asText().equals("1");
        Signature signature = Signature.getInstance(first ? "SHA1withRSA" : "SHA256withRSA");
        signature.initSign(by.keyPair().getPrivate());
        signature.update(text.toString().getBytes(StandardCharsets.UTF_8));
        message.put("Signature", Base64.getEncoder().encodeToString(signature.sign()));
        return content(message);
    }

    private static SignedContent content(ObjectNode message) {
        return new SignedContent(Headers.NONE, "", message.toString().getBytes(StandardCharsets.UTF_8));
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "2"})
    void documentedNotificationIsAuthenticAndItsCertificateIsGotOnce(String version) throws Exception {
        Proof proof = sns.prove(signed(notification().put("SignatureVersion", version)));
        sns.prove(signed(notification().put("SignatureVersion", version)));

        assertThat(proof.sender()).isEqualTo("sns");
        assertThat(proof.signedAt()).contains(Instant.parse("2012-05-02T00:54:06.655Z"));
        assertThat(proof.signedId()).contains("22b80b92-fdea-4c2c-8f9d-bdfb0c7bf324");
        assertThat(asked).containsExactly(URI.create(CERTIFICATE));
        assertThat(sns.greeting(Headers.NONE, notification())).isEmpty();
    }

    @Test
    void notificationWithoutSubjectIsAuthentic() throws Exception {
        ObjectNode message = notification();
        message.remove("Subject");

        assertThat(sns.prove(signed(message)).sender()).isEqualTo("sns");
    }

    @Test
    void subscriptionOfTheTopicIsConfirmedWhereItIsAmazons() throws Exception {
        sns.prove(signed(confirmation()));

        assertThat(sns.greeting(Headers.NONE, confirmation()))
                .hasValueSatisfying(answer -> assertThat(answer).hasToString("{\"confirmed\":true}"));
        assertThat(asked).containsExactly(URI.create(CERTIFICATE), URI.create(CONFIRM));
    }

    @Test
    void endOfASubscriptionIsNotTurnedBack() throws Exception {
        ObjectNode end = confirmation().put("Type", "UnsubscribeConfirmation");
        sns.prove(signed(end));

        assertThat(sns.greeting(Headers.NONE, end))
                .hasValueSatisfying(answer -> assertThat(answer).hasToString("{\"confirmed\":false}"));
        assertThat(asked).containsExactly(URI.create(CERTIFICATE));
    }

    @ParameterizedTest
    @CsvSource({
        "TopicArn,arn:aws:sns:us-west-2:999999999999:MyTopic",
        "TopicArn,arn:aws:sns:us-west-2:123456789012:MyTopic2",
        "SigningCertURL,https://sns.us-west-2.amazonaws.com.evil.example.com/SimpleNotificationService-f3ecfb7224.pem",
        "SigningCertURL,https://evil.example.com/SimpleNotificationService-f3ecfb7224.pem",
        "SigningCertURL,https://sns.eu-west-1.amazonaws.com/SimpleNotificationService-f3ecfb7224.pem",
        "SigningCertURL,http://sns.us-west-2.amazonaws.com/SimpleNotificationService-f3ecfb7224.pem",
        "SigningCertURL,https://a@sns.us-west-2.amazonaws.com/SimpleNotificationService-f3ecfb7224.pem",
        "SigningCertURL,https://sns.us-west-2.amazonaws.com:8443/SimpleNotificationService-f3ecfb7224.pem",
        "SigningCertURL,https://sns.us-west-2.amazonaws.com/?Action=Publish&SimpleNotificationService-f3ecfb7224.pem",
        "SigningCertURL,https://sns.us-west-2.amazonaws.com/bucket/../SimpleNotificationService-f3ecfb7224.pem",
        "SigningCertURL,https://bucket.s3.amazonaws.com/SimpleNotificationService-f3ecfb7224.pem",
        "SigningCertURL,not a url",
        "SignatureVersion,3",
        "Type,''"
    })
    void foreignTopicOrCertificateIsRefusedBeforeAnybodyIsAsked(String field, String value) throws Exception {
        ObjectNode message = notification().put(field, value);

        assertThatThrownBy(() -> sns.prove(signed(message))).isInstanceOf(NotAuthentic.class);
        assertThat(asked).isEmpty();
    }

    @Test
    void changedMessageAndForeignKeyAreNotAuthentic() throws Exception {
        ObjectNode changed = notification();
        signed(changed);
        changed.put("Message", "Hello all!");
        var stranger = new HeldCertificate.Builder()
                .rsa2048()
                .commonName("sns.amazonaws.com")
                .build();

        assertThatThrownBy(() -> sns.prove(content(changed))).isInstanceOf(NotAuthentic.class);
        assertThatThrownBy(() -> sns.prove(signed(notification(), stranger))).isInstanceOf(NotAuthentic.class);
        assertThatThrownBy(() -> sns.prove(content(notification()))).isInstanceOf(NotAuthentic.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://evil.example.com/?Action=ConfirmSubscription",
                "https://sns.eu-west-1.amazonaws.com/?Action=ConfirmSubscription",
                "http://sns.us-west-2.amazonaws.com/?Action=ConfirmSubscription",
                "https://sns.us-west-2.amazonaws.com/?Action=DeleteTopic",
                "https://sns.us-west-2.amazonaws.com/?Action=DeleteTopic&x=Action=ConfirmSubscription",
                "https://169.254.169.254/latest/meta-data/?Action=ConfirmSubscription",
                "https://sns.us-west-2.amazonaws.com"
            })
    void onlyAConfirmationAtAmazonIsVisited(String url) throws Exception {
        ObjectNode message = confirmation().put("SubscribeURL", url);
        sns.prove(signed(message));

        assertThatThrownBy(() -> sns.greeting(Headers.NONE, message)).isInstanceOf(CannotProve.class);
        assertThat(asked).containsExactly(URI.create(CERTIFICATE));
    }

    @Test
    void certificateThatCannotBeGotNowIsAskedForAgain() throws Exception {
        away = new IOException("connection refused");
        SignedContent message = signed(notification());
        assertThatThrownBy(() -> sns.prove(message))
                .isInstanceOf(CannotProve.class)
                .hasMessageContaining("sns.us-west-2.amazonaws.com: connection refused");

        away = null;
        assertThat(sns.prove(message).sender()).isEqualTo("sns");
    }

    @Test
    void certificateThatIsNoneOrOutOfDateProvesNothing() throws Exception {
        certificate = "<html>";
        assertThatThrownBy(() -> sns.prove(signed(notification()))).isInstanceOf(NotAuthentic.class);
        var old = new HeldCertificate.Builder()
                .rsa2048()
                .validityInterval(0, TimeUnit.DAYS.toMillis(1))
                .build();
        certificate = old.certificatePem();
        assertThatThrownBy(() -> sns.prove(signed(notification(), old)))
                .isInstanceOf(NotAuthentic.class)
                .hasMessageContaining("not valid now");
    }

    @Test
    void strangerCannotMakeUsAskAmazonWithoutEnd() throws Exception {
        away = new IOException("not found");
        for (int i = 0; i < 50; i++) {
            ObjectNode message =
                    notification().put("SigningCertURL", CERTIFICATE.replace("f3ecfb7224c7", "%012x".formatted(i)));
            assertThatThrownBy(() -> sns.prove(signed(message))).isInstanceOf(CannotProve.class);
        }

        assertThat(asked).hasSizeLessThan(20);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "[]", "not json", "{\"AlarmName\":\"cpu\"}", "\"text\""})
    void bodyThatIsNoMessageOfSnsIsNotAuthentic(String body) {
        assertThatThrownBy(() -> sns.prove(new SignedContent(Headers.NONE, "", body.getBytes(StandardCharsets.UTF_8))))
                .isInstanceOf(NotAuthentic.class)
                .hasMessageStartingWith("not a message of SNS");
    }

    @ParameterizedTest
    @ValueSource(strings = {"tolerance: 1h", "topic: alerts", "topic: []", "topic: 'arn:aws:sns:*:123456789012:x'"})
    void settingsNeedATopic(String settings) {
        assertThatThrownBy(() -> read(settings)).hasMessageStartingWith("serve.yml: auth");
    }
}
