package io.jenkins.plugins.ansibleevents.engine.playbook;

/**
 * A value of a {@link PlaybookRequest} that cannot be used. The message reads {@code option: reason}; it quotes the
 * value where that helps, but never a secret.
 */
public final class PlaybookRequestException extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    private final String option;
    private final String reason;

    public PlaybookRequestException(String option, String reason) {
        super(option + ": " + reason);
        this.option = option;
        this.reason = reason;
    }

    /** The option's name as the builder calls it, for example {@code limit}. */
    public String option() {
        return option;
    }

    /** What is wrong with the value and what is expected instead. */
    public String reason() {
        return reason;
    }
}
