package io.jenkins.plugins.ansibleevents.engine.inbound.auth;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.ansibleevents.engine.inbound.request.Answer;
import io.jenkins.plugins.ansibleevents.engine.inbound.request.Headers;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.security.Signature;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.logging.Logger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Amazon SNS: messages of the named topics, signed by Amazon (signature versions 1 and 2). There is no shared secret:
 * anybody can let Amazon sign messages of a topic of their own, so the topic decides. The certificate is taken
 * from {@code sns.REGION.amazonaws.com} alone, over HTTPS; the region is that of the topic.
 *
 * <p>The subscription of a named topic is confirmed by getting the {@code SubscribeURL} at the same place.
 */
public final class AmazonSnsAuthentication implements Authentication {

    /** Amazon repeats an unanswered delivery for hours; a replay within this time is known by its signed id. */
    static final Duration TOLERANCE = Duration.ofDays(1);

    private static final Logger LOGGER = Logger.getLogger(AmazonSnsAuthentication.class.getName());
    private static final Pattern TOPIC =
            Pattern.compile("arn:(aws|aws-cn|aws-us-gov):sns:([a-z]{2}(?:-[a-z]+)+-\\d):\\d{12}:[A-Za-z0-9_.-]{1,256}");

    private final List<String> topics;
    private final Duration tolerance;
    private final SnsCertificates certificates;

    /**
     * Names the topics.
     *
     * @param topics ARNs, at least one
     * @param tolerance how old a message may be
     * @param fetch gets certificates and confirms subscriptions
     */
    AmazonSnsAuthentication(List<String> topics, Duration tolerance, HttpsFetch fetch) {
        if (topics.isEmpty()) {
            throw new IllegalArgumentException("needs a topic: anybody can send messages of a topic of their own");
        }
        topics.forEach(AmazonSnsAuthentication::host);
        this.topics = List.copyOf(topics);
        this.tolerance = tolerance;
        this.certificates = new SnsCertificates(fetch);
    }

    private static String host(String topic) {
        Matcher arn = TOPIC.matcher(topic);
        if (!arn.matches()) {
            throw new IllegalArgumentException(
                    "a topic must be an ARN such as arn:aws:sns:eu-central-1:123456789012:alerts, is \"" + topic
                            + "\"");
        }
        return "sns." + arn.group(2) + ".amazonaws.com" + (arn.group(1).equals("aws-cn") ? ".cn" : "");
    }

    @Override
    public Proof prove(SignedContent content) throws NotAuthentic, CannotProve {
        SnsMessage message = SnsMessage.parse(content.bytes());
        String topic = message.topic();
        if (!topics.contains(topic)) {
            throw new NotAuthentic("the topic is not one of this endpoint");
        }
        // All that costs nothing is looked at before Amazon is asked.
        URI certificate = message.certificate(host(topic));
        byte[] signature = message.signature();
        byte[] signed = message.signed();
        if (!isSigned(message.algorithm(), certificate, signed, signature)) {
            throw new NotAuthentic("the Signature does not match the message and Amazon's certificate");
        }
        return new Proof(name(), Optional.of(message.timestamp()), tolerance, Optional.of(message.id()));
    }

    private boolean isSigned(String algorithm, URI certificate, byte[] signed, byte[] signature)
            throws NotAuthentic, CannotProve {
        try {
            Signature check = Signature.getInstance(algorithm);
            check.initVerify(certificates.get(certificate));
            check.update(signed);
            return check.verify(signature);
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    @Override
    public Optional<ObjectNode> greeting(Headers headers, JsonNode payload) throws CannotProve {
        var message = new SnsMessage(payload);
        try {
            return switch (message.type()) {
                case SnsMessage.SUBSCRIBE -> Optional.of(confirm(message));
                case SnsMessage.UNSUBSCRIBE -> Optional.of(gone(message.topic()));
                default -> Optional.empty();
            };
        } catch (NotAuthentic e) {
            throw new CannotProve("the subscription cannot be confirmed: " + e.getMessage());
        }
    }

    private ObjectNode confirm(SnsMessage message) throws NotAuthentic, CannotProve {
        String topic = message.topic();
        certificates.fetch(message.confirmation(host(topic)));
        LOGGER.info(() -> "confirmed the subscription of the topic " + topic);
        return Answer.json().put("confirmed", true);
    }

    private static ObjectNode gone(String topic) {
        LOGGER.warning(() -> "somebody has ended the subscription of the topic " + topic);
        return Answer.json().put("confirmed", false);
    }

    @Override
    public String name() {
        return "sns";
    }
}
