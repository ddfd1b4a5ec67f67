package io.jenkins.plugins.ansibleevents.engine.inbound.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.ansibleevents.engine.settings.SettingsException;
import io.jenkins.plugins.ansibleevents.engine.settings.SettingsFile;
import java.io.File;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QueuesTest {

    @TempDir
    private Path directory;

    private MessageQueue open(String yaml) throws Exception {
        return Queues.open(
                SettingsFile.parse("queue: " + yaml, "serve.yml", directory)
                        .section("queue")
                        .orElseThrow(),
                directory);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    {}                                                              | queue: needs exactly one of
                    {embedded: {}, kafka: {topic: t, bootstrapServers: h}}          | queue: needs exactly one of
                    {embeded: {}}                                                   | queue.embeded: unknown key
                    {embedded: {maxAttempts: 0}}                                    | queue.embedded.maxAttempts: must be 1 to 1000, is 0
                    {embedded: {maxMesages: 1}}                                     | queue.embedded.maxMesages: unknown key
                    {sqs: {}}                                                       | queue.sqs.queue: is required
                    {sqs: {queue: q, accessKeyId: a}}                               | queue.sqs.accessKeyId: needs secretAccessKey
                    {sqs: {queue: q, endpoint: sqs.example.org}}                    | queue.sqs.endpoint: must be an address
                    {kafka: {topic: t}}                                             | queue.kafka.bootstrapServers: is required
                    {kafka: {topic: t, bootstrapServers: 'h:1', properties: {acks: 1}}} | queue.kafka.properties.acks: is set by the queue itself
                    {amqp: {queue: q, url: 'http://h'}}                             | queue.amqp.url: must be amqp://host:port
                    {kafka: {topic: t, bootstrapServers: 'h:1', properties: {sasl.jaas.config: s3cret}}} | queue.kafka.properties.sasl.jaas.config: holds a secret
                    {kafka: {topic: t, bootstrapServers: 'h:1', properties: {ssl.key.password: s3cret}}} | move it to secretProperties
                    {amqp: {queue: q, url: 'amqp://u:p@h'}}                         | queue.amqp.url: must be amqp://host:port
                    {amqp: {queue: q, url: 'amqp://h', username: u}}                | queue.amqp.username: needs password
                    """)
    void wrongSettingsAreNamedWithTheirPlace(String yaml, String problem) {
        assertThatThrownBy(() -> open(yaml))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining(problem)
                .hasMessageStartingWith("serve.yml: ")
                .hasMessageNotContaining("s3cret");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    {sqs: {queue: q, region: eu-west-1, accessKeyId: a, secretAccessKey: s3cret, endpoint: 'http://127.0.0.1:1'}}
                    {kafka: {topic: t, bootstrapServers: '127.0.0.1:1', secretProperties: {sasl.jaas.config: s3cret}}}
                    {amqp: {queue: q, url: 'amqp://127.0.0.1:1', username: u, password: s3cret}}
                    """)
    void absentBrokerIsNoErrorUntilItIsNeededAndSecretsStaySecret(String yaml) throws Exception {
        try (MessageQueue queue = open(yaml)) {
            assertThat(queue.health().up()).isTrue();
            assertThat(queue.description() + queue.health()).doesNotContain("s3cret");
        }
    }

    @Test
    void secondProcessIsToldWhoHasTheFile() throws Exception {
        try (MessageQueue first = open("{embedded: {}}")) {
            assertThat(first.remembersDeliveries()).isTrue();
            assertThatThrownBy(() -> open("{embedded: {}}"))
                    .isInstanceOfSatisfying(
                            QueueException.class, e -> assertThat(e.kind()).isEqualTo(QueueException.Kind.REFUSED))
                    .hasMessageContaining("queue.v1.db");
        }
    }

    /** As in a Jenkins that has no plugin with Amazon's library: the other queues must still work. */
    @Test
    void kindsAreFoundWithoutTheLibraryOfAmazon() throws Exception {
        var withoutAmazon = new ArrayList<URL>();
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
            if (!entry.contains("awssdk")) {
                withoutAmazon.add(Path.of(entry).toUri().toURL());
            }
        }
        try (var loader = new URLClassLoader(withoutAmazon.toArray(new URL[0]), ClassLoader.getPlatformClassLoader())) {
            Class<?> provider = loader.loadClass(QueueProvider.class.getName());
            Method name = provider.getMethod("name");
            var names = new ArrayList<Object>();
            for (Object each : ServiceLoader.load(provider, loader)) {
                names.add(name.invoke(each));
            }
            assertThat(names).contains("embedded", "kafka", "amqp", "sqs");
        }
    }
}
