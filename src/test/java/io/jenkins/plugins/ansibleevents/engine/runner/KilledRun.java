package io.jenkins.plugins.ansibleevents.engine.runner;

import io.jenkins.plugins.ansibleevents.engine.playbook.Inventory;
import io.jenkins.plugins.ansibleevents.engine.playbook.PlaybookRequest;
import io.jenkins.plugins.ansibleevents.engine.playbook.SshKey;
import io.jenkins.plugins.ansibleevents.engine.secret.Secret;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** A program that runs {@code site.yml} with a key, a password and an agent, to be killed by a test. */
final class KilledRun {

    private KilledRun() {}

    public static void main(String[] arguments) throws Exception {
        Path directory = Path.of(arguments[0]);
        PlaybookRequest request = PlaybookRequest.builder()
                .directory(directory.toString())
                .playbook("site.yml")
                .connectionType("local")
                .inventory(Inventory.hosts(List.of("localhost")))
                .becomePassword(Secret.of("become-pw"))
                .sshKey(new SshKey("plain", Secret.of(Files.readString(directory.resolve("plain"))), null))
                .build();
        RunOptions options =
                RunOptions.defaults().withPrivateDirectoryParent(arguments[1]).withGrace(Duration.ofSeconds(2));
        Runner.local().start(request, options).await();
    }
}
