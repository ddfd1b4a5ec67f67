package io.jenkins.plugins.ansibleevents.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import hudson.EnvVars;
import hudson.FilePath;
import hudson.model.TaskListener;
import io.jenkins.plugins.ansibleevents.engine.secret.Redactor;
import io.jenkins.plugins.ansibleevents.engine.secret.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** The files of facts from an agent, which names them and may be hostile. */
@WithJenkins
class FactFilesTest {

    @TempDir
    private Path directory;

    private FactFiles facts(JenkinsRule jenkins) throws IOException {
        Path workspace = Files.createDirectories(directory.resolve("workspace/job"));
        var host = new LauncherRunHost(
                jenkins.jenkins.createLauncher(TaskListener.NULL), new FilePath(workspace.toFile()), new EnvVars());
        return FactFiles.open(host, "one");
    }

    @Test
    void factsOfEveryHostAreCopiedWithoutSecrets(JenkinsRule jenkins) throws Exception {
        try (FactFiles facts = facts(jenkins)) {
            Files.writeString(Path.of(facts.path(), "web1"), "{\"token\": \"s3cret\"}");
            Path target = directory.resolve("facts");

            facts.copyTo(target, Redactor.of(List.of(Secret.of("s3cret"))));

            assertThat(target.resolve("web1")).exists().content().doesNotContain("s3cret");
        }
    }

    @Test
    void linkIsNotFollowed(JenkinsRule jenkins) throws Exception {
        try (FactFiles facts = facts(jenkins)) {
            Path secret = Files.writeString(directory.resolve("secret"), "of the agent");
            Files.createSymbolicLink(Path.of(facts.path(), "web1"), secret);
            Path target = directory.resolve("facts");

            assertThatThrownBy(() -> facts.copyTo(target, Redactor.of(List.of())))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("\"web1\" is a symbolic link");
            assertThat(target).isEmptyDirectory();
        }
    }

    @Test
    void nameThatIsNoHostsIsRefused(JenkinsRule jenkins) throws Exception {
        try (FactFiles facts = facts(jenkins)) {
            Files.writeString(Path.of(facts.path(), ".hidden"), "{}");
            Path target = directory.resolve("facts");

            assertThatThrownBy(() -> facts.copyTo(target, Redactor.of(List.of())))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("the agent names a file of facts \".hidden\"");
            assertThat(target).isEmptyDirectory();
        }
    }
}
