package io.jenkins.plugins.ansibleevents.cli;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.ansibleevents.engine.record.Manifest;
import io.jenkins.plugins.ansibleevents.engine.record.RunDirectory;
import io.jenkins.plugins.ansibleevents.engine.text.ShellWord;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Optional;

/**
 * How a run of this or another process is, by its directory.
 *
 * @param run the directory
 * @param kind how it is
 * @param process the process that it depends on
 * @param manifest the last file of its record; null while it goes on and after a kill
 */
record RunState(
        RunDirectory run,
        Kind kind,
        Optional<HoldingProcess> process,
        @CheckForNull Manifest manifest) {

    enum Kind {
        RUNNING,
        /** Ansible has ended; messages are being delivered. */
        DELIVERING,
        ENDED,
        /** The process is gone, the record has no end. */
        KILLED,
        /** The named process is another one, the record has no end. */
        FOREIGN,
        /** The process is on another machine. */
        ELSEWHERE,
        /** No process is named, and the record has no end. */
        UNKNOWN
    }

    static RunState of(RunDirectory run) throws IOException {
        // In this order: the process writes the manifest before it removes its file.
        Optional<HoldingProcess> process = HoldingProcess.of(run);
        HoldingProcess.Life life = process.map(HoldingProcess::life).orElse(HoldingProcess.Life.GONE);
        Manifest manifest = Manifest.read(run);
        boolean closed = manifest != null;
        if (life == HoldingProcess.Life.ALIVE && !process.orElseThrow().holds(run)) {
            boolean endedMeanwhile =
                    !Files.exists(run.pid()) || process.orElseThrow().life() != HoldingProcess.Life.ALIVE;
            return endedMeanwhile ? of(run) : new RunState(run, closed ? Kind.ENDED : Kind.FOREIGN, process, manifest);
        }
        return new RunState(run, kind(process.isPresent(), life, closed), process, manifest);
    }

    private static Kind kind(boolean named, HoldingProcess.Life life, boolean closed) {
        return switch (life) {
            case ALIVE -> closed ? Kind.DELIVERING : Kind.RUNNING;
            case ELSEWHERE -> closed ? Kind.ENDED : Kind.ELSEWHERE;
            case GONE -> closed ? Kind.ENDED : named ? Kind.KILLED : Kind.UNKNOWN;
        };
    }

    String ident() {
        return String.valueOf(run.path().getFileName());
    }

    boolean isAlive() {
        return kind == Kind.RUNNING || kind == Kind.DELIVERING;
    }

    /** How it ended, for example {@code failed, 2 of 3 hosts failed}. */
    private String end() {
        if (manifest == null) {
            return "";
        }
        String sentence = manifest.outcome().sentence();
        return sentence.startsWith(manifest.status()) ? sentence : manifest.status() + ", " + sentence;
    }

    private String processInWords() {
        return "process " + process.map(HoldingProcess::pid).orElse(0L);
    }

    /** One sentence for people. */
    String inWords() {
        return "run " + ident()
                + switch (kind) {
                    case RUNNING -> " is running (" + processInWords() + ")";
                    case DELIVERING ->
                        " has ended: " + end() + "; its messages are being delivered (" + processInWords() + ")";
                    case ENDED -> " has ended: " + end();
                    case KILLED ->
                        " was killed: its " + processInWords() + " is gone, and its record is not complete; see it"
                                + " with: ansible-events report " + ShellWord.of(run.path());
                    case FOREIGN ->
                        " names " + processInWords() + ", which is no run of this program, and its record is not"
                                + " complete";
                    case ELSEWHERE ->
                        " was started on " + process.map(HoldingProcess::host).orElse("")
                                + ": ask there whether it is running";
                    case UNKNOWN ->
                        " names no process, and its record is not complete: it belongs to \"serve\" or to Jenkins, or"
                                + " was cut off";
                };
    }
}
