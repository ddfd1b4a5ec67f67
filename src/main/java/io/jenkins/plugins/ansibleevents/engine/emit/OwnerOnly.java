package io.jenkins.plugins.ansibleevents.engine.emit;

import java.nio.file.FileSystems;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;

/** Access rights of what the spool writes: the owner's alone, where the file system knows owners. */
final class OwnerOnly {

    private OwnerOnly() {}

    static FileAttribute<?>[] directory() {
        if (!FileSystems.getDefault().supportedFileAttributeViews().contains("posix")) {
            return new FileAttribute<?>[0];
        }
        return new FileAttribute<?>[] {
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"))
        };
    }
}
