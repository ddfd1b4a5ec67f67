package io.jenkins.plugins.ansibleevents.engine.runner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Private directories on this machine. */
class LocalRunHostTest {

    @TempDir
    Path place;

    private final LocalRunHost host = new LocalRunHost();

    private Path left(String name, Duration age) throws IOException {
        Path directory = Files.createDirectories(place.resolve(name));
        Files.createDirectories(directory.resolve("callback"));
        Files.writeString(directory.resolve("callback/ansible_events.py"), "");
        Files.setLastModifiedTime(directory, FileTime.from(Instant.now().minus(age)));
        return directory;
    }

    @Test
    void whatAKillBeforeTheBeginningLeftIsRemovedByALaterRun() throws Exception {
        Path old = left("ansible-events-11846724525661524281", Duration.ofMinutes(11));

        Path made = Path.of(host.createPrivateDirectory(place.toString(), "run"));

        assertThat(old).doesNotExist();
        assertThat(made).isEmptyDirectory();
        assertThat(place).isDirectoryContaining(made::equals);
    }

    /** A playbook may have put it in the place of an {@code ansible.cfg} of the next run. */
    @Test
    @Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void aPipeThatNobodyWritesToHoldsNobodyUp() throws Exception {
        Path pipe = place.resolve("ansible.cfg");
        assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor())
                .isZero();

        assertThat(host.read(pipe.toString(), 0, new byte[8])).isZero();
    }

    @Test
    void whatMayBeInUseOrSomebodyElsesStays() throws Exception {
        Path beginning = left("ansible-events-11846724525661524281", Duration.ofMinutes(9));
        Path running = left("ansible-events-11846724525661524282", Duration.ofDays(1));
        Files.writeString(running.resolve("launch.sh"), "");
        Files.setLastModifiedTime(running, FileTime.from(Instant.now().minus(Duration.ofDays(1))));
        Path another = left("ansible-events-demo", Duration.ofDays(1));
        Path target = left("elsewhere", Duration.ofDays(1));
        Path link = Files.createSymbolicLink(place.resolve("ansible-events-11846724525661524283"), target);

        host.createPrivateDirectory(place.toString(), "run");

        assertThat(beginning).isDirectory();
        assertThat(running).isDirectory();
        assertThat(another).isDirectory();
        assertThat(target).isDirectory();
        assertThat(Files.exists(link, LinkOption.NOFOLLOW_LINKS)).isTrue();
    }

    /** As on NFS, where a file that is open stays under another name when it is deleted, and cannot be deleted again. */
    @Test
    void fileThatNfsKeepsWhileItIsOpenIsRemovedByALaterRun() throws Exception {
        Path directory = left("ansible-events-11846724525661524281", Duration.ZERO);
        Path open = Files.writeString(directory.resolve(".nfs00000001"), "");
        Path secrets = Files.createDirectory(directory.resolve("secrets"));
        assumeTrue(
                command("mount", "--bind", open.toString(), open.toString()) == 0,
                "mount is not allowed here: run this test as root, or in a privileged container");
        try {
            host.delete(directory.toString());
        } finally {
            command("umount", open.toString());
        }
        assertThat(secrets).doesNotExist();
        assertThat(directory).isDirectoryContaining(open::equals);
        Files.setLastModifiedTime(directory, FileTime.from(Instant.now().minus(Duration.ofMinutes(11))));

        host.createPrivateDirectory(place.toString(), "run");

        assertThat(directory).doesNotExist();
    }

    private static int command(String... words) throws Exception {
        return new ProcessBuilder(words)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor();
    }
}
