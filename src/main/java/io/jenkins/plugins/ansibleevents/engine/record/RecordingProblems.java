package io.jenkins.plugins.ansibleevents.engine.record;

import io.jenkins.plugins.ansibleevents.engine.files.IoReason;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What could not be recorded: reported once for each file, kept for the manifest. Not for use by several threads. */
final class RecordingProblems {

    private final RunRecorder.Told told;
    private final Set<Path> files = new HashSet<>();
    private final List<String> sentences = new ArrayList<>();

    RecordingProblems(RunRecorder.Told told) {
        this.told = told;
    }

    /** Notes an event that could not be appended; only the first is reported at once, the manifest counts them all. */
    void eventLost(Path file, long counter, IOException e) {
        once(
                file,
                "cannot record event " + counter + " in " + file + ": " + IoReason.of(e)
                        + "; the run goes on, later events are recorded when that is possible again");
    }

    void notWritten(Path file, IOException e) {
        once(file, "cannot write " + file + ": " + IoReason.of(e));
    }

    private void once(Path file, String sentence) {
        if (files.add(file)) {
            add(sentence);
        }
    }

    void add(String sentence) {
        sentences.add(sentence);
        told.problem(sentence);
    }

    List<String> all() {
        return List.copyOf(sentences);
    }
}
