package io.jenkins.plugins.ansibleevents.build.view;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.ansibleevents.engine.view.RunFiles;
import io.jenkins.plugins.ansibleevents.engine.view.RunView;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * The runs that somebody is looking at: a page asks for several documents, and a live one every few seconds, so what is known of
 * a run stays for a while. At most {@value #MAX} of them; the one that nobody has asked for longest goes first. Safe for use by
 * several threads.
 */
final class RunViews {

    static final RunViews ALL = new RunViews();

    private static final int MAX = 16;
    private static final Logger LOGGER = Logger.getLogger(RunViews.class.getName());

    private final Map<String, Kept> byName = new LinkedHashMap<>(MAX, 0.75f, true);

    /** Uses a view. */
    @FunctionalInterface
    interface Use<T> {
        T of(RunView view) throws IOException;
    }

    /** A view, from before it is opened until nobody uses it any more. */
    private static final class Kept {

        private @CheckForNull RunView view;
        private int users;
        private boolean forgotten;

        /** Opened by the first who needs it, while others wait; what has come since is read by each. */
        synchronized RunView refreshed(RunFiles files) throws IOException {
            RunView known = view;
            if (known == null) {
                known = RunView.open(files);
                view = known;
            } else {
                known.refresh();
            }
            return known;
        }
    }

    /**
     * Uses the view of a run as it is now.
     *
     * @param name tells it from all others, and from the same run in another place
     * @throws IOException when its files cannot be read
     */
    <T> T with(String name, RunFiles files, Use<T> use) throws IOException {
        Kept kept = take(name);
        boolean good = false;
        try {
            T result = use.of(kept.refreshed(files));
            good = true;
            return result;
        } finally {
            if (!good) {
                forget(name, kept); // its next user begins anew
            }
            leave(kept);
        }
    }

    private Kept take(String name) {
        var beyond = new ArrayList<Kept>();
        Kept kept;
        synchronized (byName) {
            kept = byName.computeIfAbsent(name, n -> new Kept());
            kept.users++;
            var oldest = byName.values().iterator();
            while (byName.size() > MAX) {
                Kept old = oldest.next();
                oldest.remove();
                old.forgotten = true;
                beyond.add(old);
            }
        }
        closeUnused(beyond);
        return kept;
    }

    private void forget(String name, Kept kept) {
        synchronized (byName) {
            byName.remove(name, kept);
            kept.forgotten = true;
        }
    }

    private void leave(Kept kept) {
        synchronized (byName) {
            kept.users--;
        }
        closeUnused(List.of(kept));
    }

    private void closeUnused(List<Kept> candidates) {
        for (Kept kept : candidates) {
            RunView view;
            synchronized (byName) {
                boolean over = kept.forgotten && kept.users == 0;
                view = over ? kept.view : null;
                kept.view = over ? null : kept.view;
            }
            if (view != null) {
                close(view);
            }
        }
    }

    private static void close(RunView view) {
        try {
            view.close();
        } catch (IOException e) {
            LOGGER.log(Level.FINE, "the temporary index of a run stays behind", e);
        }
    }
}
