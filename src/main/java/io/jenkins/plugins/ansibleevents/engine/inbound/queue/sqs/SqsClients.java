package io.jenkins.plugins.ansibleevents.engine.inbound.queue.sqs;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.ansibleevents.engine.secret.Secret;
import java.time.Duration;
import java.util.ServiceLoader;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpConfigurationOption;
import software.amazon.awssdk.http.SdkHttpService;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.SqsClientBuilder;
import software.amazon.awssdk.utils.AttributeMap;

/** Makes the SDK's client of some settings. */
final class SqsClients {

    /** The longest long poll that SQS knows. */
    static final Duration LONGEST_POLL = Duration.ofSeconds(20);

    private SqsClients() {}

    /**
     * The HTTP client on the class path: the JDK's beside the command line, another one in the plugin that adds the SDK
     * to Jenkins. The SDK itself would only look where its own classes are.
     *
     * @param connect longest wait for a connection
     * @param answer longest wait for the next bytes of an answer
     */
    private record Http(Duration connect, Duration answer) implements SdkHttpClient.Builder<Http> {

        @Override
        public SdkHttpClient buildWithDefaults(AttributeMap defaults) {
            AttributeMap options = AttributeMap.builder()
                    .put(SdkHttpConfigurationOption.CONNECTION_TIMEOUT, connect)
                    .put(SdkHttpConfigurationOption.READ_TIMEOUT, answer)
                    .build();
            return ServiceLoader.load(SdkHttpService.class, SqsClients.class.getClassLoader())
                    .findFirst()
                    .orElseThrow(() -> new IllegalStateException("the AWS SDK has no HTTP client here"))
                    .createHttpClientBuilder()
                    .buildWithDefaults(options.merge(defaults));
        }
    }

    /**
     * A client whose calls are answered within the settings' timeout, plus the time of a long poll. The JDK's client
     * can only end a call by a timeout of its socket: long polls need a client of their own.
     */
    static SqsClient open(SqsSettings settings, Duration poll) {
        Duration answer = settings.timeout().plus(poll);
        SqsClientBuilder builder = SqsClient.builder()
                .httpClientBuilder(new Http(settings.connectTimeout(), answer))
                .overrideConfiguration(o -> o.apiCallTimeout(answer.multipliedBy(2)));
        if (settings.region() != null) {
            builder.region(Region.of(settings.region()));
        } else if (settings.endpoint() != null) {
            // Servers other than Amazon's have no region, but the signature needs some name.
            builder.region(Region.US_EAST_1);
        }
        if (settings.endpoint() != null) {
            builder.endpointOverride(settings.endpoint());
        }
        SqsSettings.Credentials given = settings.credentials();
        if (given != null) {
            builder.credentialsProvider(StaticCredentialsProvider.create(credentials(given)));
        }
        return builder.build();
    }

    private static AwsCredentials credentials(SqsSettings.Credentials given) {
        // The SDK signs requests with the plain text; it is not sent.
        String key = given.secretAccessKey().reveal();
        @CheckForNull Secret token = given.sessionToken();
        if (token == null) {
            return AwsBasicCredentials.create(given.accessKeyId(), key);
        }
        return AwsSessionCredentials.create(given.accessKeyId(), key, token.reveal());
    }
}
