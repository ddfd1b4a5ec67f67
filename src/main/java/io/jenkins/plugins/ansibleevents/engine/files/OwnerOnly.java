package io.jenkins.plugins.ansibleevents.engine.files;

import java.nio.file.FileSystems;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * Access rights for the owner alone, to pass when a file or directory is made: rights that are set afterwards come too
 * late. Where the file system knows no owners (Windows) the arrays are empty.
 */
public final class OwnerOnly {

    private OwnerOnly() {}

    /** 0700: of a directory, and of a file that is executed. */
    public static FileAttribute<?>[] directory() {
        return permissions("rwx------");
    }

    /** 0600. */
    public static FileAttribute<?>[] file() {
        return permissions("rw-------");
    }

    /** Whether the file system knows owners and their rights. */
    public static boolean areKnown() {
        return FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
    }

    private static FileAttribute<?>[] permissions(String text) {
        return areKnown()
                ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(text))}
                : new FileAttribute<?>[0];
    }
}
