package io.jenkins.plugins.ansibleevents.build;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.FilePath;
import hudson.Launcher;
import hudson.model.BuildListener;
import hudson.model.FreeStyleBuild;
import hudson.model.Run;
import io.jenkins.plugins.ansibleevents.config.AnsibleEventsConfiguration;
import io.jenkins.plugins.ansibleevents.step.LocalPlaybook;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.NoSuchFileException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.NavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import jenkins.model.ArtifactManager;
import jenkins.model.ArtifactManagerConfiguration;
import jenkins.model.ArtifactManagerFactory;
import jenkins.model.ArtifactManagerFactoryDescriptor;
import jenkins.util.VirtualFile;
import org.htmlunit.html.HtmlPage;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.TestExtension;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** Artifacts that lie in a cloud: no file of theirs is on the controller, and every page and link works. */
@WithJenkins
class RemoteArtifactsTest {

    private static final String SITE = """
            - hosts: all
              gather_facts: false
              tasks:
                - name: say
                  ansible.builtin.debug:
                    msg: from far away
            """;

    @Test
    void runLiesInTheManagerAndEveryLinkOfItsPagesWorks(JenkinsRule jenkins) throws Exception {
        ArtifactManagerConfiguration.get().getArtifactManagerFactories().add(new Far.Factory());
        FreeStyleBuild build = jenkins.buildAndAssertSuccess(LocalPlaybook.job(jenkins, "far", SITE));

        String ident =
                build.getAction(PlaybookRunsAction.class).getRuns().get(0).getIdent();
        assertThat(Far.FILES).containsKeys("ansible/" + ident + "/events.jsonl", "ansible/" + ident + "/report.html");
        assertThat(build.getArtifactsDir()).doesNotExist();
        assertThat(RunArchive.recording(ident)).doesNotExist();
        AnsibleEventsConfiguration.get().setArtifactDays(1);
        new ArtifactRemoval(InstantSource.fixed(Instant.now().plus(Duration.ofDays(9)))).execute(null);
        assertThat(Far.FILES).as("kept by the rules of the manager").isNotEmpty();
        try (var browser = jenkins.createWebClient()) {
            browser.getOptions().setJavaScriptEnabled(false); // newer than what this browser understands
            HtmlPage runs = browser.getPage(build, "ansible-events");
            for (String link : new String[] {"Artifacts", "Download the report", "Download the events"}) {
                assertThat(runs.getAnchorByText(link).click().getWebResponse().getStatusCode())
                        .as(link)
                        .isEqualTo(200);
            }
            assertThat(runs.getAnchorByText("Download the events")
                            .click()
                            .getWebResponse()
                            .getContentAsString())
                    .contains("playbook_on_stats");
            String api = "ansible-events/api/" + ident + "/";
            assertThat(document(browser, build, api + "tasks")).contains("\"say\"");
            assertThat(document(browser, build, api + "events?text=far%20away")).contains("from far away");
            assertThat(document(browser, build, api + "output?line=1&lines=5")).contains("PLAY [");
        }
    }

    private static String document(JenkinsRule.WebClient browser, FreeStyleBuild build, String path) throws Exception {
        return browser.goTo(build.getUrl() + path, "application/json")
                .getWebResponse()
                .getContentAsString();
    }

    /** Keeps the artifacts of the one build of a test in memory. */
    public static final class Far extends ArtifactManager {

        private static final NavigableMap<String, byte[]> FILES = new ConcurrentSkipListMap<>();

        @Override
        public void onLoad(Run<?, ?> build) {
            // nothing is kept in the build
        }

        @Override
        public void archive(
                FilePath workspace, Launcher launcher, BuildListener listener, Map<String, String> artifacts)
                throws IOException, InterruptedException {
            for (Map.Entry<String, String> artifact : artifacts.entrySet()) {
                try (InputStream content = workspace.child(artifact.getValue()).read()) {
                    FILES.put(artifact.getKey(), content.readAllBytes());
                }
            }
        }

        @Override
        public boolean delete() {
            FILES.clear();
            return true;
        }

        @Override
        public VirtualFile root() {
            return new FarFile("");
        }

        /** Makes them for every build. */
        public static final class Factory extends ArtifactManagerFactory {

            @Override
            public ArtifactManager managerFor(Run<?, ?> build) {
                return new Far();
            }

            /** Describes it. */
            @TestExtension
            public static final class DescriptorImpl extends ArtifactManagerFactoryDescriptor {}
        }
    }

    /** A file, or a directory when there are files below it. */
    private static final class FarFile extends VirtualFile {

        private static final long serialVersionUID = 1L;

        private final String path;

        private FarFile(String path) {
            this.path = path;
        }

        private byte[] content() throws NoSuchFileException {
            byte[] content = Far.FILES.get(path);
            if (content == null) {
                throw new NoSuchFileException(path);
            }
            return content;
        }

        private String prefix() {
            return path.isEmpty() ? "" : path + "/";
        }

        @Override
        public String getName() {
            return path.substring(path.lastIndexOf('/') + 1);
        }

        @Override
        public URI toURI() {
            return URI.create("far:/" + path);
        }

        @Override
        public VirtualFile getParent() {
            return new FarFile(path.substring(0, Math.max(0, path.lastIndexOf('/'))));
        }

        @Override
        public boolean isDirectory() {
            return Far.FILES.keySet().stream().anyMatch(name -> name.startsWith(prefix()) && !name.equals(path));
        }

        @Override
        public boolean isFile() {
            return Far.FILES.containsKey(path);
        }

        @Override
        public boolean exists() {
            return isFile() || isDirectory();
        }

        @Override
        public VirtualFile[] list() {
            return Far.FILES.keySet().stream()
                    .filter(name -> name.startsWith(prefix()))
                    .map(name -> name.substring(prefix().length()).split("/")[0])
                    .distinct()
                    .map(this::child)
                    .toArray(VirtualFile[]::new);
        }

        @Override
        public VirtualFile child(String name) {
            return new FarFile(prefix() + name);
        }

        @Override
        public long length() throws NoSuchFileException {
            return content().length;
        }

        @Override
        public long lastModified() {
            return 0;
        }

        @Override
        public boolean canRead() {
            return true;
        }

        @Override
        public InputStream open() throws NoSuchFileException {
            return new ByteArrayInputStream(content());
        }
    }
}
