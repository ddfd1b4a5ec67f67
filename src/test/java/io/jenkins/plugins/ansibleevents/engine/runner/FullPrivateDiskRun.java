package io.jenkins.plugins.ansibleevents.engine.runner;

import io.jenkins.plugins.ansibleevents.engine.playbook.Inventory;
import io.jenkins.plugins.ansibleevents.engine.playbook.PlaybookRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A run with its private directory on a disk that is too small, and its messages; for {@link FullPrivateDiskTest}. */
final class FullPrivateDiskRun {

    private FullPrivateDiskRun() {}

    public static void main(String[] args) throws IOException, InterruptedException {
        Path disk = Path.of(args[0]);
        Path project = Files.createDirectory(Path.of(args[1]).resolve("project"));
        Files.writeString(project.resolve("site.yml"), """
                - hosts: all
                  gather_facts: false
                  tasks:
                    - debug: {msg: small}
                    - debug: {msg: "{{ 'x' * 400000 }}"}
                    - debug: {msg: after}
                """);
        var request = PlaybookRequest.builder()
                .directory(project.toString())
                .playbook("site.yml")
                .connectionType("local")
                .inventory(Inventory.hosts(List.of("web1")));
        var recorded = new RecordedRun();
        RunResult result = Runner.local()
                .start(request.build(), RunOptions.defaults().withPrivateDirectoryParent(disk.toString()), recorded)
                .await();
        System.out.println("rc " + result.rc() + ", " + result.outcome().sentence());
        recorded.notices.forEach(notice -> System.out.println("told: " + notice));
        recorded.events.forEach(
                event -> System.out.println(event + " " + event.head().task()));
        try (var left = Files.list(disk)) {
            System.out.println("left: " + left.count());
        }
    }
}
