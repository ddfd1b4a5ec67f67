package io.jenkins.plugins.ansibleevents.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.jenkins.plugins.ansibleevents.engine.settings.SettingsException;
import io.jenkins.plugins.ansibleevents.engine.settings.SettingsFile;
import java.io.IOException;
import java.util.Map;
import java.util.UUID;

/**
 * Has the libraries of a run loaded by a second core while the first one reads the command line: Java loads on first
 * use, and a run that waits for it starts Ansible later.
 */
final class HeadStart {

    private HeadStart() {}

    /** Returns at once. */
    static void forRun() {
        var thread = new Thread(HeadStart::load, "ansible-events head start");
        thread.setDaemon(true);
        thread.start();
    }

    private static void load() {
        UUID.randomUUID(); // loads the source of random numbers
        try {
            SettingsFile.parseTree("idle_timeout: 1", "head start");
            new ObjectMapper().writeValueAsString(Map.of("a", Map.of("b", 1)));
        } catch (SettingsException | IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
