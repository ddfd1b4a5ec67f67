package io.jenkins.plugins.ansibleevents.engine.settings;

/** A setting that cannot be used; the message reads {@code file: key: what is wrong, what to do}. */
public class SettingsException extends Exception {

    private static final long serialVersionUID = 1L;

    public SettingsException(String message) {
        super(message);
    }

    public SettingsException(String message, Throwable cause) {
        super(message, cause);
    }
}
