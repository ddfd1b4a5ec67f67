package io.jenkins.plugins.ansibleevents.cli.log;

import io.jenkins.plugins.ansibleevents.engine.files.OwnerOnly;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.function.Consumer;
import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.StreamHandler;

/**
 * What {@code java.util.logging.config.class} names in the command line. Java makes one when something is logged for the
 * first time, so that a run that logs nothing pays nothing; whoever sets {@code java.util.logging.config.file} or this
 * property keeps what they have.
 */
public final class LogSetup {

    /** A class of its own, because the first logger makes Java read its configuration, which {@link #install} sets. */
    private static final class Ours {
        /** Kept, because Java forgets the level of a logger that nobody holds. */
        private static final Logger LOGGER = Logger.getLogger("io.jenkins.plugins.ansibleevents");
    }

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

    /** Shows what is of interest for the search of an error. */
    public static void debug() {
        Ours.LOGGER.setLevel(Level.FINE);
    }

    /**
     * Appends what is logged to a file (0600), too.
     *
     * @return takes lines for the file alone
     */
    public static Consumer<String> alsoTo(Path file) throws IOException {
        var append = Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.APPEND);
        OutputStream out = Channels.newOutputStream(FileChannel.open(file, append, OwnerOnly.file()));
        var handler = new StreamHandler(out, new LogLine()) {
            @Override
            public synchronized void publish(LogRecord entry) {
                super.publish(entry);
                flush();
            }
        };
        handler.setEncoding(StandardCharsets.UTF_8.name());
        handler.setLevel(Level.ALL);
        Logger.getLogger("").addHandler(handler);
        return line -> handler.publish(new LogRecord(Level.INFO, line));
    }

    /** Installs this class, unless the user has configured logging. To be called before anything is logged. */
    public static void install() {
        if (System.getProperty("java.util.logging.config.file") == null && System.getProperty(CLASS) == null) {
            System.setProperty(CLASS, LogSetup.class.getName());
        }
    }
}
