package io.jenkins.plugins.ansibleevents.engine.store;

import java.nio.file.Path;

/** A {@link Store} on H2's MVStore. */
final class MvStore {

    private MvStore() {}

    static Store open(Path file, long maxBytes) throws StoreException {
        throw new StoreException(StoreException.Kind.IO, file + ": not yet, limit " + maxBytes, null);
    }
}
