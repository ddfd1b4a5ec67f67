import java.nio.file.Path;
import java.util.Map;
import org.apache.activemq.artemis.api.core.RoutingType;
import org.apache.activemq.artemis.api.core.SimpleString;
import org.apache.activemq.artemis.core.config.impl.ConfigurationImpl;
import org.apache.activemq.artemis.core.server.embedded.EmbeddedActiveMQ;
import org.apache.activemq.artemis.core.settings.impl.AddressSettings;

/** Artemis with one AMQP acceptor on 127.0.0.1, run by {@code java -cp ... ArtemisMain.java PORT DIRECTORY}. */
public class ArtemisMain {

    public static void main(String[] args) throws Exception {
        Path data = Path.of(args[1]);
        var config = new ConfigurationImpl()
                .setSecurityEnabled(false)
                .setPersistenceEnabled(true)
                .setJournalType(org.apache.activemq.artemis.core.server.JournalType.NIO)
                .setJournalPoolFiles(2)
                .setJournalMinFiles(2)
                .setJournalFileSize(1 << 20)
                .setMaxDiskUsage(-1)
                .setJournalDirectory(data.resolve("journal").toString())
                .setBindingsDirectory(data.resolve("bindings").toString())
                .setPagingDirectory(data.resolve("paging").toString())
                .setLargeMessagesDirectory(data.resolve("large").toString())
                .addAcceptorConfiguration("amqp", "tcp://127.0.0.1:" + args[0] + "?protocols=AMQP;amqpCredits=1000");
        var settings = new AddressSettings()
                .setDefaultAddressRoutingType(RoutingType.ANYCAST)
                .setDefaultQueueRoutingType(RoutingType.ANYCAST)
                .setAutoDeleteQueues(false)
                .setAutoDeleteAddresses(false)
                .setMaxDeliveryAttempts(50)
                .setDeadLetterAddress(SimpleString.of("broker-dead-letters"));
        config.setAddressSettings(Map.of("#", settings));
        var broker = new EmbeddedActiveMQ();
        broker.setConfiguration(config);
        broker.start();
        System.out.println("ready");
        Thread.currentThread().join();
    }
}
