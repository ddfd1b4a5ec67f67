package io.jenkins.plugins.ansibleevents.engine.view;

/** How much of a kind of text may still be written. Not for use by several threads. */
final class Budget {

    private long left;
    private int refused;

    Budget(long most) {
        this.left = most;
    }

    /** Whether there is room for so much; then it is taken. */
    boolean take(long size) {
        if (size > left) {
            refused++;
            return false;
        }
        left -= size;
        return true;
    }

    /** How often there was no room. */
    int refused() {
        return refused;
    }
}
