package io.jenkins.plugins.ansibleevents.engine.inbound.rule;

/** A message that no retry will make usable; it becomes a dead letter with this reason. */
public final class Unusable extends Exception {

    private static final long serialVersionUID = 1L;

    Unusable(String reason) {
        super(reason, null, false, false);
    }
}
