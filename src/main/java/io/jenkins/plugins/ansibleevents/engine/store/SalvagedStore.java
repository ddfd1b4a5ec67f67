package io.jenkins.plugins.ansibleevents.engine.store;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * The result of {@link Store#salvage}.
 *
 * @param file the store, which can be opened again
 * @param kept the damaged file under its new name; empty when there was none
 * @param saved entries by table that are in the new file
 */
public record SalvagedStore(Path file, Optional<Path> kept, Map<String, Long> saved) {

    public SalvagedStore {
        saved = Map.copyOf(saved);
    }
}
