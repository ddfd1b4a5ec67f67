package io.jenkins.plugins.ansibleevents.engine.inbound.auth;

/**
 * It cannot be found out now who sent this, because something that is needed for it does not answer. The message is for the
 * administrator; the sender is asked to come again.
 */
public final class CannotProve extends Exception {

    private static final long serialVersionUID = 1L;

    public CannotProve(String why) {
        super(why, null, false, false);
    }
}
