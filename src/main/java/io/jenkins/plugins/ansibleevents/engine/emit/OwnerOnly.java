package io.jenkins.plugins.ansibleevents.engine.emit;

import java.nio.file.FileSystems;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;

/** Access rights of what emitters and their spool write: the owner's alone, where the file system knows owners. */
public final class OwnerOnly {

    private OwnerOnly() {}

    /** What a directory is made with; nothing where there are no owners. */
    public static FileAttribute<?>[] directory() {
        if (!areKnown()) {
            return new FileAttribute<?>[0];
        }
        return new FileAttribute<?>[] {
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"))
        };
    }

    /** Whether the file system knows owners and their rights. */
    public static boolean areKnown() {
        return FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
    }
}
