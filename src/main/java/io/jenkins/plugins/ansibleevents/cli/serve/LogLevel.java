package io.jenkins.plugins.ansibleevents.cli.serve;

import io.jenkins.plugins.ansibleevents.engine.inbound.MessageLog;
import java.util.logging.Level;
import java.util.logging.Logger;

/** {@code log: LEVEL}: how much {@code serve} logs. */
enum LogLevel {
    /** Failures that no retry mends. */
    ERROR(Level.SEVERE),
    /** Problems that need a person, dead letters among them. */
    WARNING(Level.WARNING),
    /** A line for each message and run too. */
    INFO(Level.INFO),
    /** Details of our own code, and the traces of exceptions. */
    DEBUG(Level.FINE);

    /** Held here, or the levels would be forgotten with the loggers. */
    private static final Logger ROOT = Logger.getLogger("");

    private static final Logger OURS = Logger.getLogger("io.jenkins.plugins.ansibleevents");

    private final Level level;

    LogLevel(Level level) {
        this.level = level;
    }

    /** From now on. */
    void apply() {
        MessageLog.show(level);
        ROOT.setLevel(level.intValue() < Level.INFO.intValue() ? Level.INFO : level);
        OURS.setLevel(level);
    }
}
