package io.jenkins.plugins.ansibleevents.engine.settings;

import java.util.List;

/** Settings that cannot be used; a line of the message reads {@code file: key: what is wrong, what to do}. */
public class SettingsException extends Exception {

    private static final long serialVersionUID = 1L;

    private final List<String> mistakes;

    public SettingsException(String message) {
        super(message);
        this.mistakes = List.of(message);
    }

    public SettingsException(List<String> mistakes) {
        super(String.join("\n", mistakes));
        this.mistakes = List.copyOf(mistakes);
    }

    public SettingsException(String message, Throwable cause) {
        super(message, cause);
        this.mistakes = List.of(message);
    }

    /** The mistakes, one by one; at least one. */
    public final List<String> mistakes() {
        return mistakes;
    }
}
