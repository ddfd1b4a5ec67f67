package io.jenkins.plugins.ansibleevents.engine.view;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.ansibleevents.engine.index.IndexEvent;
import io.jenkins.plugins.ansibleevents.engine.index.IndexReader;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;

/**
 * What documents are made of.
 *
 * @param files the record
 * @param facts what its small files say
 * @param model what its index says
 * @param reader has read the index
 * @param source the index itself
 * @param remarks what Ansible has displayed beside results
 * @param output what it has displayed at all
 * @param lost where it has lost time, in sentences
 */
record Run(
        RunFiles files,
        RunFacts facts,
        RunModel model,
        IndexReader reader,
        IndexSource source,
        RunRemarks remarks,
        OutputLines output,
        List<String> lost) {

    /**
     * Goes through the index from the event with a counter on, or the first one after it.
     *
     * @param visitor takes each event, and says whether it wants more
     */
    void scan(int counter, IndexScan.Visitor visitor) throws IOException {
        scan(model.landmarks().before(counter), event -> event.counter() < counter || visitor.event(event));
    }

    /** Goes through the index from an event on that is before or at the one that shows a line, from 0. */
    void scanFromLine(int line, IndexScan.Visitor visitor) throws IOException {
        scan(model.landmarks().beforeLine(line), visitor);
    }

    private void scan(long position, IndexScan.Visitor visitor) throws IOException {
        var scan = new IndexScan(visitor);
        try (InputStream in = source.open(position)) {
            new IndexReader(scan, reader, position).read(in);
        }
    }

    /** What the index has of an event, or null. */
    @CheckForNull
    IndexEvent event(int counter) throws IOException {
        var found = new IndexEvent[1];
        scan(counter, event -> {
            found[0] = event.counter() == counter ? event : null;
            return false;
        });
        return found[0];
    }

    StoredLines lines() {
        return new StoredLines(files);
    }
}
