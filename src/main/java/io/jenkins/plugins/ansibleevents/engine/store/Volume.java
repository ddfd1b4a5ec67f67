package io.jenkins.plugins.ansibleevents.engine.store;

import java.nio.file.Path;

/** Where the file of a store lives; tests put a full disk in its place. */
interface Volume {

    Volume LOCAL = new Volume() {
        @Override
        public String nameOf(Path file) {
            return UninterruptibleFile.name(file);
        }

        @Override
        public long usableBytes(Path file) {
            long usable = file.toFile().getUsableSpace();
            // 0 also stands for "unknown": then the write itself has to fail.
            return usable == 0 ? Long.MAX_VALUE : usable;
        }
    };

    /** The name under which MVStore opens the file. */
    String nameOf(Path file);

    /** Bytes that this process may still write to the disk of the file. */
    long usableBytes(Path file);
}
