package io.jenkins.plugins.ansibleevents.emitter;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.ansibleevents.config.AnsibleEventsConfiguration;
import io.jenkins.plugins.ansibleevents.engine.emit.Emitter;
import io.jenkins.plugins.ansibleevents.engine.emit.EmitterContext;
import io.jenkins.plugins.ansibleevents.engine.emit.EmitterFactory;
import io.jenkins.plugins.ansibleevents.engine.emit.EmitterMessage;
import io.jenkins.plugins.ansibleevents.engine.emit.EmitterType;
import io.jenkins.plugins.ansibleevents.engine.emit.Outcome;
import io.jenkins.plugins.ansibleevents.engine.settings.Section;
import io.jenkins.plugins.ansibleevents.engine.settings.SettingsBuilder;
import io.jenkins.plugins.ansibleevents.engine.settings.SettingsException;
import io.jenkins.plugins.ansibleevents.step.LocalPlaybook;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.TestExtension;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;
import org.kohsuke.stapler.DataBoundConstructor;

/** An emitter of another plugin, as docs/writing-an-emitter.md has it: one class and one form for Jenkins. */
@WithJenkins
public class ThirdPartyEmitterTest {

    @TempDir
    Path directory;

    @Test
    void emitterOfAnotherPluginNeedsOneClassAndOneForm(JenkinsRule jenkins) throws Exception {
        Path copy = directory.resolve("copy.jsonl");
        var emitter = new FileEmitterConfig("copy", copy.toString());
        emitter.setEvents("none");
        AnsibleEventsConfiguration.get().setEmitters(List.of(emitter));

        jenkins.configRoundtrip();
        assertThat(AnsibleEventsConfiguration.get().getEmitters())
                .usingRecursiveComparison()
                .isEqualTo(List.of(emitter));
        var build = jenkins.buildAndAssertSuccess(LocalPlaybook.job(jenkins, "emit", LocalPlaybook.HELLO));

        assertThat(Files.readAllLines(copy)).hasSize(3).last().asString().contains("\"successful\"");
        jenkins.assertLogContains("[ansible] emitter copy (" + copy + "): 3 sent", build);
    }

    /** The page's {@code FileEmitterConfig}. */
    public static final class FileEmitterConfig extends EmitterConfig {
        private final String file;

        @DataBoundConstructor
        public FileEmitterConfig(String name, String file) {
            super(name);
            this.file = file;
        }

        public String getFile() {
            return file;
        }

        @Override
        protected void addTo(SettingsBuilder options, EmitterCredentials credentials) {
            options.text("file", file);
        }

        @TestExtension
        public static final class DescriptorImpl extends EmitterDescriptor {
            @Override
            public EmitterType type() {
                return new FileEmitterType();
            }

            @Override
            public String getDisplayName() {
                return "File";
            }
        }
    }

    private static final class FileEmitterType implements EmitterType {
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
    }

    private record FileEmitter(Path file) implements Emitter {
        @Override
        public void open(EmitterContext context) {}

        @Override
        public Outcome send(List<EmitterMessage> batch) throws IOException {
            for (EmitterMessage message : batch) {
                Files.write(file, message.json(), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
                Files.writeString(file, "\n", StandardOpenOption.APPEND);
            }
            return Outcome.accepted();
        }

        @Override
        public void close() {}
    }
}
