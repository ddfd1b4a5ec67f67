package io.jenkins.plugins.ansibleevents.build.view;

import io.jenkins.plugins.ansibleevents.engine.view.RunFiles;
import java.io.IOException;
import java.io.InputStream;
import jenkins.util.VirtualFile;

/** The files of a run among the artifacts of its build, wherever the artifact manager has put them. */
final class ArchivedFiles implements RunFiles {

    private final String ident;
    private final VirtualFile directory;

    ArchivedFiles(String ident, VirtualFile directory) {
        this.ident = ident;
        this.directory = directory;
    }

    @Override
    public String ident() {
        return ident;
    }

    @Override
    public long size(String name) throws IOException {
        VirtualFile file = directory.child(name);
        return file.isFile() ? file.length() : -1;
    }

    @Override
    public InputStream open(String name, long offset) throws IOException {
        InputStream content = directory.child(name).open();
        try {
            content.skipNBytes(offset); // a file of the controller does not read what it skips
            return content;
        } catch (IOException e) {
            content.close();
            throw e;
        }
    }
}
