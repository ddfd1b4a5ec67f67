package io.jenkins.plugins.ansibleevents.engine.store;

import java.nio.file.Path;

/** The disk of a store's file; tests replace it by a full one. */
interface Volume {

    Volume LOCAL = new Volume() {
        @Override
        public String nameOf(Path file) {
            return UninterruptibleFile.name(file);
        }

        @Override
        public long usableBytes(Path file) {
            long usable = file.toFile().getUsableSpace();
            // 0 also stands for "unknown"; then the write itself shows whether there is room.
            return usable == 0 ? Long.MAX_VALUE : usable;
        }
    };

    /** The name under which MVStore opens the file. */
    String nameOf(Path file);

    /** Bytes that this process may still write to the disk of the file. */
    long usableBytes(Path file);
}
