package io.jenkins.plugins.ansibleevents.engine.view;

import io.jenkins.plugins.ansibleevents.engine.event.EventLine;
import io.jenkins.plugins.ansibleevents.engine.event.ResultText;
import io.jenkins.plugins.ansibleevents.engine.index.IndexEvent;
import io.jenkins.plugins.ansibleevents.engine.record.StoredRemarks;
import io.jenkins.plugins.ansibleevents.engine.runner.Remark;
import io.jenkins.plugins.ansibleevents.engine.text.Excerpt;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What Ansible has displayed beside its results: warnings, deprecations and errors, each text once. {@code stderr} has those
 * of Ansible's display; events of their own have those from before and beside it, for example of a broken inventory.
 */
final class RunRemarks {

    /** Different texts that are kept; further ones are counted. */
    static final int MOST = 500;

    private static final int TEXT = 8_000;

    /** Events that are looked at; a run with more has remarks for each host, whose texts are known by then. */
    private static final int EVENTS = 5_000;

    /**
     * A remark.
     *
     * @param kind what it is
     * @param text without colours
     * @param times how often it was displayed
     * @param counter of an event that shows it; 0 when none does by itself
     */
    record Entry(Remark.Kind kind, String text, int times, int counter) {

        String word() {
            return kind.name().toLowerCase(Locale.ROOT);
        }
    }

    private static final class Found {
        /** By their texts without line ends: Ansible breaks its lines, its events do not always. */
        private final Map<String, Entry> byText = new LinkedHashMap<>();

        private int cut;

        void add(Remark.Kind kind, String shown, int counter) {
            String text = Excerpt.of(ResultText.plain(shown).strip(), TEXT);
            String key = squeezed(text);
            Entry known = byText.get(key);
            if (known != null) {
                byText.put(key, new Entry(known.kind(), known.text(), known.times() + 1, known.counter()));
            } else if (byText.size() < MOST) {
                byText.put(key, new Entry(kind, text, 1, counter));
            } else {
                cut++;
            }
        }

        /** An event may show a remark that {@code stderr} has, or the first line of one. */
        boolean knows(String shown, int counter) {
            String text = squeezed(ResultText.plain(shown).strip());
            for (Map.Entry<String, Entry> known : byText.entrySet()) {
                Entry entry = known.getValue();
                if (known.getKey().contains(text)) {
                    if (entry.counter() == 0) {
                        known.setValue(new Entry(entry.kind(), entry.text(), entry.times(), counter));
                    }
                    return true;
                }
            }
            return false;
        }

        private static String squeezed(String text) {
            return text.replaceAll("\\s+", " ");
        }
    }

    private List<Entry> entries = List.of();
    private int cut;
    private long readBytes = -1;
    private int readEvents = -1;

    /** Each remark once, in the order of the run. */
    List<Entry> list() {
        return entries;
    }

    /** Remarks that are left out. */
    int cut() {
        return cut;
    }

    /** Reads them again when there are more than the last time. */
    void refresh(Run run) throws IOException {
        long bytes = run.files().size("stderr");
        if (bytes == readBytes && run.model().remarks() == readEvents) {
            return;
        }
        var found = new Found();
        if (bytes > 0) {
            try (InputStream in = new BufferedInputStream(run.files().open("stderr", 0))) {
                StoredRemarks.read(in, (kind, text) -> found.add(kind, text, 0));
            }
        }
        if (run.model().remarks() > 0) {
            events(run, found);
        }
        entries = List.copyOf(found.byText.values());
        cut = found.cut;
        readBytes = bytes;
        readEvents = run.model().remarks();
    }

    private static void events(Run run, Found found) throws IOException {
        var shown = new ArrayList<IndexEvent>();
        run.scan(0, event -> {
            if (kind(event) != null) {
                shown.add(event);
            }
            return shown.size() < EVENTS;
        });
        for (IndexEvent event : shown) {
            EventLine line = run.lines().event(event);
            if (line != null && !found.knows(line.shown(), event.counter())) {
                found.add(kind(event), line.shown(), event.counter());
            }
        }
    }

    private static Remark.Kind kind(IndexEvent event) {
        return switch (event.state()) {
            case 'w' -> Remark.Kind.WARNING;
            case 'd' -> Remark.Kind.DEPRECATION;
            case 'e' -> Remark.Kind.ERROR;
            default -> null;
        };
    }
}
