package io.jenkins.plugins.ansibleevents.cli;

import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Copies the fact cache of an earlier run. A playbook could write to it: a symbolic link there would make any file of the
 * machine one of facts, and so nothing is followed.
 */
final class EarlierFacts {

    private static final Set<PosixFilePermission> MOST = PosixFilePermissions.fromString("rw-r--r--");

    private EarlierFacts() {}

    /**
     * Copies the files of one directory, with their permissions, of which 0644 is the most, and their times.
     *
     * @param record the directory of the earlier run
     * @param name the directory of facts in it, relative
     * @param target an existing directory
     * @return what is no plain file, or no directory on the way to the files, and so was left out
     */
    static List<Path> copy(Path record, Path name, Path target) throws IOException {
        Path directory = record;
        for (Path part : name.normalize()) {
            directory = directory.resolve(part);
            if (!Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS)) {
                boolean there = Files.exists(directory, LinkOption.NOFOLLOW_LINKS);
                return there ? List.of(directory) : List.of();
            }
        }
        var leftOut = new ArrayList<Path>();
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file : files.sorted().toList()) {
                if (Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
                    copy(file, target.resolve(file.getFileName()));
                } else {
                    leftOut.add(file);
                }
            }
        }
        return leftOut;
    }

    private static void copy(Path file, Path target) throws IOException {
        PosixFileAttributes known = Files.readAttributes(file, PosixFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        Set<PosixFilePermission> permissions = EnumSet.copyOf(MOST);
        permissions.retainAll(known.permissions());
        FileAttribute<?> made = PosixFilePermissions.asFileAttribute(permissions);
        Set<OpenOption> read = Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);
        Set<OpenOption> write = Set.of(StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW);
        try (SeekableByteChannel from = Files.newByteChannel(file, read);
                FileChannel to = FileChannel.open(target, write, made)) {
            Channels.newInputStream(from).transferTo(Channels.newOutputStream(to));
        }
        Files.setPosixFilePermissions(target, permissions); // whatever the umask
        Files.setLastModifiedTime(target, known.lastModifiedTime()); // by which facts become too old
    }
}
