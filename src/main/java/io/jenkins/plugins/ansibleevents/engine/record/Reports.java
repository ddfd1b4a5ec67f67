package io.jenkins.plugins.ansibleevents.engine.record;

import java.io.IOException;

/**
 * The files that are drawn from a record when its run ends: {@code engine.report} has the JUnit file and the HTML page.
 */
@FunctionalInterface
public interface Reports {

    /**
     * Draws them from the recorded events.
     *
     * @param run the record; its manifest is not on disk yet
     * @param manifest the manifest as it will be written
     * @param files writes each file as a whole or not at all
     * @throws IOException when a file cannot be written; the record itself is not harmed
     */
    void draw(RunDirectory run, Manifest manifest, ArtifactFiles files) throws IOException;
}
