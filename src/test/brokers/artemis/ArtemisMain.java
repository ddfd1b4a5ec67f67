import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.apache.activemq.artemis.api.core.RoutingType;
import org.apache.activemq.artemis.api.core.SimpleString;
import org.apache.activemq.artemis.core.config.impl.ConfigurationImpl;
import org.apache.activemq.artemis.core.security.CheckType;
import org.apache.activemq.artemis.core.security.Role;
import org.apache.activemq.artemis.core.server.embedded.EmbeddedActiveMQ;
import org.apache.activemq.artemis.core.settings.impl.AddressSettings;
import org.apache.activemq.artemis.spi.core.security.ActiveMQSecurityManager;

/**
 * Artemis with two AMQP acceptors on 127.0.0.1, the second one with TLS, for user {@code u} with password {@code p}; run by
 * {@code java -cp ... ArtemisMain.java PORT DIRECTORY TLS-PORT KEY-STORE PASSWORD}.
 */
public class ArtemisMain {

    public static void main(String[] args) throws Exception {
        Path data = Path.of(args[1]);
        var config = new ConfigurationImpl()
                .setSecurityEnabled(true)
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
                .addAcceptorConfiguration("amqp", "tcp://127.0.0.1:" + args[0] + "?protocols=AMQP;amqpCredits=1000")
                .addAcceptorConfiguration(
                        "amqps",
                        "tcp://127.0.0.1:" + args[2] + "?protocols=AMQP;sslEnabled=true;keyStoreType=PKCS12;keyStorePath="
                                + args[3] + ";keyStorePassword=" + args[4]);
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
        broker.setSecurityManager(new OneUser());
        broker.start();
        System.out.println("ready");
        Thread.currentThread().join();
    }

    private static final class OneUser implements ActiveMQSecurityManager {
        @Override
        public boolean validateUser(String user, String password) {
            return "u".equals(user) && "p".equals(password);
        }

        @Override
        public boolean validateUserAndRole(String user, String password, Set<Role> roles, CheckType checkType) {
            return validateUser(user, password);
        }
    }
}
