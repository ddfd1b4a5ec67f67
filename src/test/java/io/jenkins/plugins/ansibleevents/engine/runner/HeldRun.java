package io.jenkins.plugins.ansibleevents.engine.runner;

import io.jenkins.plugins.ansibleevents.engine.playbook.Inventory;
import io.jenkins.plugins.ansibleevents.engine.playbook.PlaybookRequest;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * A program that starts a held run of {@code site.yml}, prints its ticket, and follows it, to be killed by a test; with a third
 * argument it ends before Ansible begins.
 */
final class HeldRun {

    private HeldRun() {}

    static PlaybookRequest request(Path directory) {
        return PlaybookRequest.builder()
                .directory(directory.toString())
                .playbook("site.yml")
                .connectionType("local")
                .inventory(Inventory.hosts(List.of("web1", "web2")))
                .build();
    }

    static RunOptions options(Path parent) {
        return RunOptions.defaults()
                .withIdent("held-1")
                .withPrivateDirectoryParent(parent.toString())
                .withGrace(Duration.ofSeconds(2))
                .withPatience(Duration.ofSeconds(30));
    }

    public static void main(String[] arguments) throws Exception {
        var listener = new RunListener() {
            @Override
            public void held(RunTicket ticket) {
                System.out.println(ticket.directory() + " " + ticket.nonce() + " " + ticket.started());
                if (arguments.length > 2) {
                    Runtime.getRuntime().halt(1);
                }
            }
        };
        Runner.local()
                .start(request(Path.of(arguments[0])), options(Path.of(arguments[1])), listener)
                .await();
    }
}
