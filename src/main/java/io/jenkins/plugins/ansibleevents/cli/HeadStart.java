package io.jenkins.plugins.ansibleevents.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.jenkins.plugins.ansibleevents.engine.settings.SettingsException;
import io.jenkins.plugins.ansibleevents.engine.settings.SettingsFile;
import java.io.IOException;
import java.lang.reflect.Field;
import java.util.Map;
import java.util.UUID;
import picocli.CommandLine;

/**
 * Has the libraries of a run loaded by a second core while the first one reads the command line: Java loads on first
 * use, and a run that waits for it starts Ansible later.
 */
final class HeadStart extends Thread {

    HeadStart() {
        super("ansible-events head start");
        setDaemon(true);
    }

    @Override
    public void run() {
        CommandLine.defaultFactory(); // looks for Groovy, for which Java opens the jar
        readOptions(RunCommand.class);
        readOptions(RunCommand.What.class);
        UUID.randomUUID(); // loads the source of random numbers
        try {
            new ObjectMapper().writeValueAsString(Map.of("a", Map.of("b", 1)));
            SettingsFile.parseTree("idle_timeout: 1", "head start");
        } catch (SettingsException | IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Java makes a class for each kind of annotation and keeps what it has read, which picocli asks for next. */
    private static void readOptions(Class<?> command) {
        command.getAnnotations();
        for (Field field : command.getDeclaredFields()) {
            field.getAnnotations();
        }
    }
}
