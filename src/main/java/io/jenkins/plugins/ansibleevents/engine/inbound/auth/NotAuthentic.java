package io.jenkins.plugins.ansibleevents.engine.inbound.auth;

/** The sender is not known. The message is for the administrator; the sender always gets the same answer. */
public final class NotAuthentic extends Exception {

    private static final long serialVersionUID = 1L;

    public NotAuthentic(String why) {
        // No stack trace: this is an answer, not a fault, and a flood of bad requests must stay cheap.
        super(why, null, false, false);
    }

    static NotAuthentic missing(String header) {
        return new NotAuthentic("the header " + header + " is missing or comes more than once");
    }
}
