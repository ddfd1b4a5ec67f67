package io.jenkins.plugins.ansibleevents.engine.settings;

import java.util.ArrayList;
import java.util.List;

/** Collects all mistakes in settings, so that somebody can correct them together. Not for use by several threads. */
public final class Mistakes {

    private final List<String> found = new ArrayList<>();

    /** Reads a part of settings. */
    @FunctionalInterface
    public interface Reader<T> {

        T read() throws SettingsException;
    }

    /** Checks a part of settings. */
    @FunctionalInterface
    public interface Check {

        void run() throws SettingsException;
    }

    /** The result of the reader, or {@code instead} after a mistake. */
    public <T> T read(Reader<T> reader, T instead) {
        try {
            return reader.read();
        } catch (SettingsException e) {
            found.addAll(e.mistakes());
            return instead;
        }
    }

    public void check(Check check) {
        try {
            check.run();
        } catch (SettingsException e) {
            found.addAll(e.mistakes());
        }
    }

    /** All mistakes so far, in the order in which they were found. */
    public List<String> found() {
        return List.copyOf(found);
    }

    /** Throws one exception for all mistakes, when there are any. */
    public void refuse() throws SettingsException {
        if (!found.isEmpty()) {
            throw new SettingsException(found);
        }
    }
}
