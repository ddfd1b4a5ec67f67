package io.jenkins.plugins.ansibleevents.engine.emit.spool;

/**
 * How far a reader has come in a run.
 *
 * @param offset bytes of {@code events.jsonl}
 * @param counter counter of the last event before it, 0 for none
 * @param statuses number of statuses before it
 */
public record Position(long offset, long counter, int statuses) {

    public static final Position START = new Position(0, 0, 0);

    Position afterEvent(long newOffset, long newCounter) {
        return new Position(newOffset, newCounter, statuses);
    }

    Position afterStatus() {
        return new Position(offset, counter, statuses + 1);
    }
}
