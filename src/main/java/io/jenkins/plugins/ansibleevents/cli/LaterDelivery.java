package io.jenkins.plugins.ansibleevents.cli;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.ansibleevents.engine.emit.EmitterSettings;
import io.jenkins.plugins.ansibleevents.engine.emit.pump.Leftovers;
import io.jenkins.plugins.ansibleevents.engine.emit.spool.Spool;
import io.jenkins.plugins.ansibleevents.engine.settings.SettingsException;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * While a server is up, sends what ended runs have left in the spools of private data directories. It checks the spools
 * at a fixed interval.
 */
final class LaterDelivery implements Closeable {

    private static final Logger LOGGER = Logger.getLogger(LaterDelivery.class.getName());
    private static final Duration LET_GO = Duration.ofSeconds(1);

    /** A private data directory, and the delivery that works on its spool. */
    private static final class Place {

        private final Path home;
        private @CheckForNull Leftovers leftovers;

        Place(Path home) {
            this.home = home.toAbsolutePath().normalize();
        }

        void look() throws IOException, SettingsException {
            Leftovers current = leftovers;
            Path state = home.resolve(RunSetup.DELIVERY);
            if (current != null && !current.isOver() || new Spool(state).size() == 0) {
                return;
            }
            EmitterSettings settings = EmitterSettings.load(home, System.getenv());
            leftovers =
                    Leftovers.start(state, home.toString(), settings.emitters()).orElse(null);
        }
    }

    private final List<Place> places = new CopyOnWriteArrayList<>();
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(task -> {
        var thread = new Thread(task, "ansible-events later delivery");
        thread.setDaemon(true);
        return thread;
    });

    /** Checks the spools now, and then at this interval. */
    LaterDelivery(Collection<Path> privateDataDirs, Duration every) {
        add(privateDataDirs);
        clock.scheduleWithFixedDelay(this::look, 0, every.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Checks these directories too, from the next time on. */
    final void add(Collection<Path> privateDataDirs) {
        for (Path directory : privateDataDirs) {
            var place = new Place(directory);
            if (places.stream().noneMatch(known -> known.home.equals(place.home))) {
                places.add(place);
            }
        }
    }

    private void look() {
        for (Place place : places) {
            try {
                place.look();
            } catch (IOException | SettingsException | RuntimeException e) {
                // Its next run says what is wrong with the settings.
                LOGGER.log(Level.FINE, e, () -> "cannot send what runs of " + place.home + " have left");
            }
        }
    }

    /** Breaks off deliveries under way; their messages stay in the spool. */
    @Override
    public void close() {
        clock.shutdownNow();
        try {
            clock.awaitTermination(LET_GO.toMillis(), TimeUnit.MILLISECONDS);
            for (Place place : places) {
                letGo(place.leftovers);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void letGo(@CheckForNull Leftovers leftovers) throws InterruptedException {
        if (leftovers != null) {
            leftovers.stop();
            leftovers.awaitEnd(LET_GO);
        }
    }
}
