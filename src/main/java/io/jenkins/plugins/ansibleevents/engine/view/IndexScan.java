package io.jenkins.plugins.ansibleevents.engine.view;

import io.jenkins.plugins.ansibleevents.engine.event.HostTally;
import io.jenkins.plugins.ansibleevents.engine.index.IndexEvent;
import io.jenkins.plugins.ansibleevents.engine.index.IndexSink;
import io.jenkins.plugins.ansibleevents.engine.index.IndexedPlay;
import io.jenkins.plugins.ansibleevents.engine.index.IndexedTask;
import java.io.IOException;

/** Goes through the events of an index until somebody has enough. */
final class IndexScan implements IndexSink {

    /** Takes one event after the other. */
    @FunctionalInterface
    interface Visitor {

        /** Returns whether it wants more. */
        boolean event(IndexEvent event) throws IOException;
    }

    private final Visitor visitor;
    private boolean enough;

    IndexScan(Visitor visitor) {
        this.visitor = visitor;
    }

    @Override
    public void event(IndexEvent event) throws IOException {
        enough = enough || !visitor.event(event);
    }

    @Override
    public boolean isFull() {
        return enough;
    }

    @Override
    public void base(long epoch) {
        // The model knows it.
    }

    @Override
    public void playbook(String name) {
        // The model knows it.
    }

    @Override
    public void play(int number, IndexedPlay play) {
        // The model knows it.
    }

    @Override
    public void task(int number, IndexedTask task) {
        // The model knows it.
    }

    @Override
    public void host(int number, String name) {
        // The model knows it.
    }

    @Override
    public void message(int number, String template) {
        // The model knows it.
    }

    @Override
    public void stats(int host, HostTally.Numbers numbers) {
        // The model knows it.
    }
}
