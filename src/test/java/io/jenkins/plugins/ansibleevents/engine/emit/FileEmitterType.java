package io.jenkins.plugins.ansibleevents.engine.emit;

import io.jenkins.plugins.ansibleevents.engine.settings.Section;
import io.jenkins.plugins.ansibleevents.engine.settings.SettingsException;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/** The example of docs/writing-an-emitter.md, found by ServiceLoader as a stranger's would be. */
public final class FileEmitterType implements EmitterType {

    @Override
    public String name() {
        return "file";
    }

    @Override
    public EmitterFactory configure(Section options) throws SettingsException {
        Path file = options.path("file").orElseThrow(() -> options.missing("file"));
        return () -> new FileEmitter(file);
    }

    @Override
    public String target(Section options) throws SettingsException {
        return options.requiredString("file");
    }

    private static final class FileEmitter implements Emitter {
        private final Path file;
        private OutputStream out;

        FileEmitter(Path file) {
            this.file = file;
        }

        @Override
        public void open(EmitterContext context) throws IOException {
            out = Files.newOutputStream(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        }

        @Override
        public Outcome send(List<EmitterMessage> batch) throws IOException {
            for (EmitterMessage message : batch) {
                out.write(message.json());
                out.write('\n');
            }
            return Outcome.accepted();
        }

        @Override
        public void close() {
            try {
                if (out != null) {
                    out.close();
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
