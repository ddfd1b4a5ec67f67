package io.jenkins.plugins.ansibleevents.engine.inbound.auth;

/**
 * The sender cannot be verified now, because a service that is needed for it does not answer. The message is for the
 * administrator; the sender is asked to try again later.
 */
public final class CannotProve extends Exception {

    private static final long serialVersionUID = 1L;

    public CannotProve(String why) {
        super(why, null, false, false);
    }
}
