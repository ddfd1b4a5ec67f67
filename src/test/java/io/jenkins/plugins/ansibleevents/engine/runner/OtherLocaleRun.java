package io.jenkins.plugins.ansibleevents.engine.runner;

import io.jenkins.plugins.ansibleevents.engine.event.EventLine;
import io.jenkins.plugins.ansibleevents.engine.playbook.Inventory;
import io.jenkins.plugins.ansibleevents.engine.playbook.PlaybookRequest;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;

/** A program that runs a playbook whose names are not ASCII, and writes its events and the end of the run in UTF-8. */
final class OtherLocaleRun {

    private OtherLocaleRun() {}

    /** Arguments are encoded as in a URL: they have to survive every locale. */
    public static void main(String[] arguments) throws Exception {
        PlaybookRequest request = PlaybookRequest.builder()
                .directory(decoded(arguments[0]))
                .playbook("sité.yml")
                .inventory(Inventory.path("hôsts"))
                .limit("hé")
                .environment("V", "wé 'q' $HOME\n日本")
                .build();
        var end = Runner.local()
                .start(
                        request,
                        RunOptions.defaults().withPrivateDirectoryParent(decoded(arguments[1])),
                        new RunListener() {
                            @Override
                            public void event(EventLine event) {
                                print(event.toJson());
                            }
                        })
                .await();
        print("end " + end.outcome().sentence());
    }

    private static String decoded(String argument) {
        return URLDecoder.decode(argument, StandardCharsets.UTF_8);
    }

    private static void print(String line) {
        byte[] bytes = (line + "\n").getBytes(StandardCharsets.UTF_8);
        System.out.write(bytes, 0, bytes.length);
        System.out.flush();
    }
}
