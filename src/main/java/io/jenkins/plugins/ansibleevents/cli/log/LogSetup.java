package io.jenkins.plugins.ansibleevents.cli.log;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.logging.LogManager;

/**
 * What {@code java.util.logging.config.class} names in the command line. Java makes one when something is logged for the
 * first time, so that a run that logs nothing pays nothing; whoever sets {@code java.util.logging.config.file} or this
 * property keeps what they have.
 */
public final class LogSetup {

    private static final String CLASS = "java.util.logging.config.class";

    /** Called by Java. */
    public LogSetup() throws IOException {
        String configuration = """
                handlers=java.util.logging.ConsoleHandler
                .level=INFO
                java.util.logging.ConsoleHandler.level=ALL
                java.util.logging.ConsoleHandler.formatter=""" + LogLine.class.getName();
        LogManager.getLogManager()
                .readConfiguration(new ByteArrayInputStream(configuration.getBytes(StandardCharsets.ISO_8859_1)));
    }

    /** Installs this class, unless the user has configured logging. To be called before anything is logged. */
    public static void install() {
        if (System.getProperty("java.util.logging.config.file") == null && System.getProperty(CLASS) == null) {
            System.setProperty(CLASS, LogSetup.class.getName());
        }
    }
}
