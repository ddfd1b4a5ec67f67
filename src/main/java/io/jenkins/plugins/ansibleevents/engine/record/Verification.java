package io.jenkins.plugins.ansibleevents.engine.record;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.ansibleevents.engine.digest.Sha256;
import io.jenkins.plugins.ansibleevents.engine.event.Quantity;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/**
 * The result of a check of a run directory.
 *
 * @param events events that can be read
 * @param lastCounter highest known counter
 * @param findings what is missing or wrong, one sentence each; empty when everything that was recorded is there
 */
public record Verification(long events, long lastCounter, List<String> findings) {

    public Verification {
        findings = List.copyOf(findings);
    }

    /** Whether every event of the run is there, unchanged. */
    public boolean complete() {
        return findings.isEmpty();
    }

    private static final int CHUNK = 1 << 16;

    static Verification of(RunDirectory run) throws IOException {
        Manifest manifest = Manifest.read(run);
        return manifest != null && isUnchanged(run, manifest) ? asRecorded(manifest) : ofEvents(run, manifest);
    }

    /** The file of the recorder needs no closer look: the hash is that of lines which are all events. */
    private static boolean isUnchanged(RunDirectory run, Manifest manifest) throws IOException {
        return Files.isRegularFile(run.events())
                && Files.size(run.events()) == manifest.bytes()
                && manifest.sha256().equals(sha256(run.events()));
    }

    private static String sha256(Path file) throws IOException {
        MessageDigest digest = Sha256.digest();
        byte[] chunk = new byte[CHUNK];
        try (InputStream in = Files.newInputStream(file)) {
            for (int n = in.read(chunk); n >= 0; n = in.read(chunk)) {
                digest.update(chunk, 0, n);
            }
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private static Verification asRecorded(Manifest manifest) {
        var findings = new ArrayList<>(manifest.problems());
        if (manifest.missing() > 0) {
            findings.add(CounterGaps.of(manifest).inWords());
        }
        return new Verification(manifest.events(), manifest.lastCounter(), findings);
    }

    private static Verification ofEvents(RunDirectory run, @CheckForNull Manifest manifest) throws IOException {
        var tally = new EventTally();
        StoredEvents.Remains remains = StoredEvents.read(run.events(), event -> {
            byte[] line = (event.toJson() + "\n").getBytes(java.nio.charset.StandardCharsets.UTF_8);
            tally.line(event.head().counter(), line, 0, line.length);
        });
        var findings = new ArrayList<String>();
        if (manifest == null) {
            findings.add("there is no manifest.json: the run was killed before its end, or is still going on");
        } else {
            tally.gaps().end(manifest.lastCounter());
            findings.addAll(manifest.problems());
        }
        lookAtLines(tally, remains, findings);
        if (manifest != null && remains.tornBytes() == 0 && remains.badLines() == 0) {
            compareContent(manifest, tally, findings);
        }
        return new Verification(tally.events(), tally.gaps().last(), findings);
    }

    private static void lookAtLines(EventTally tally, StoredEvents.Remains remains, List<String> findings) {
        if (remains.tornBytes() > 0) {
            findings.add("the last line of events.jsonl has no end (" + remains.tornBytes()
                    + " bytes): the run was killed while it was written");
        }
        if (remains.badLines() > 0) {
            findings.add(Quantity.of(remains.badLines(), "line") + " of events.jsonl cannot be read, the first is line "
                    + remains.firstBadLine());
        }
        if (tally.gaps().missing() > 0) {
            findings.add(tally.gaps().inWords());
        }
    }

    private static void compareContent(Manifest manifest, EventTally tally, List<String> findings) {
        if (tally.events() == manifest.events()) {
            if (!tally.hex().equals(manifest.sha256())) {
                findings.add("events.jsonl has been changed since the run: its sha256 is not the manifest's");
            }
        } else if (tally.gaps().missing() == manifest.missing()) {
            findings.add("events.jsonl holds " + Quantity.of(tally.events(), "event") + ", the manifest says "
                    + Quantity.grouped(manifest.events()));
        }
    }
}
