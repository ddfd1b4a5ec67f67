package io.jenkins.plugins.ansibleevents.engine.emit.zeromq;

import io.jenkins.plugins.ansibleevents.engine.files.OwnerOnly;
import java.io.Closeable;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Objects;
import java.util.concurrent.ThreadLocalRandom;

/**
 * A unix socket that we listen at, and its file. The file appears with its access rights, and replaces a file that a
 * dead process has left. It is removed at the end unless another process has replaced it.
 */
final class UnixSocketFile implements Closeable {

    private static final int BACKLOG = 100;

    private final Path path;
    private final ServerSocketChannel channel;
    private final Object identity;

    private UnixSocketFile(Path path, ServerSocketChannel channel) throws IOException {
        this.path = path;
        this.channel = channel;
        this.identity = identity(path);
    }

    /** Listens at this path. An error names the obstacle. */
    static UnixSocketFile bind(Path path, SocketAccess access) throws IOException {
        refuseWhatIsInUse(path);
        Path directory = privateDirectory(path);
        Path hidden = directory.resolve("s");
        ServerSocketChannel channel = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        try {
            channel.bind(UnixDomainSocketAddress.of(hidden), BACKLOG);
            if (OwnerOnly.areKnown()) {
                Files.setPosixFilePermissions(hidden, access.permissions());
            }
            Files.move(hidden, path, StandardCopyOption.ATOMIC_MOVE);
            return new UnixSocketFile(path, channel);
        } catch (IOException e) {
            channel.close();
            throw e;
        } finally {
            Files.deleteIfExists(hidden);
            Files.deleteIfExists(directory);
        }
    }

    ServerSocketChannel channel() {
        return channel;
    }

    private static void refuseWhatIsInUse(Path path) throws IOException {
        Path directory = path.toAbsolutePath().getParent();
        if (directory == null || !Files.isDirectory(directory)) {
            throw new IOException("the directory " + directory + " does not exist");
        }
        if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        if (!attributes(path).isOther()) {
            throw new IOException("there is a file that is not a socket; remove it or take another path");
        }
        if (isListenedAt(path)) {
            throw new IOException("another process listens there");
        }
    }

    private static boolean isListenedAt(Path path) {
        try (SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(path))) {
            return channel.isConnected();
        } catch (IOException e) {
            return false;
        }
    }

    /**
     * A directory in which nobody else can connect, whatever the umask. Its name is short because a socket's path has a
     * limit.
     */
    private static Path privateDirectory(Path path) throws IOException {
        String name = "." + Integer.toString(ThreadLocalRandom.current().nextInt(0x1000000), Character.MAX_RADIX);
        return Files.createDirectory(path.resolveSibling(name), OwnerOnly.directory());
    }

    private static BasicFileAttributes attributes(Path path) throws IOException {
        return Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    }

    private static Object identity(Path path) throws IOException {
        return attributes(path).fileKey();
    }

    @Override
    public void close() throws IOException {
        channel.close();
        if (Files.exists(path, LinkOption.NOFOLLOW_LINKS) && Objects.equals(identity, identity(path))) {
            Files.delete(path);
        }
    }
}
