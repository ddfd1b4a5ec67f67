package io.jenkins.plugins.ansibleevents.engine.view;

import io.jenkins.plugins.ansibleevents.engine.record.RunDirectory;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.StandardOpenOption;

/** {@link RunFiles} of a run directory. */
final class DirectoryFiles implements RunFiles {

    private final RunDirectory run;

    DirectoryFiles(RunDirectory run) {
        this.run = run;
    }

    @Override
    public String ident() {
        return String.valueOf(run.path().toAbsolutePath().normalize().getFileName());
    }

    @Override
    public long size(String name) throws IOException {
        try {
            return Files.size(run.path().resolve(name));
        } catch (NoSuchFileException e) {
            return -1;
        }
    }

    @Override
    public InputStream open(String name, long offset) throws IOException {
        FileChannel channel = FileChannel.open(run.path().resolve(name), StandardOpenOption.READ);
        try {
            return Channels.newInputStream(channel.position(offset));
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }
}
