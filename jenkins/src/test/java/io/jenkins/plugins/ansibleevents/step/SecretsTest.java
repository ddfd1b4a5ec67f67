package io.jenkins.plugins.ansibleevents.step;

import static org.assertj.core.api.Assertions.assertThat;

import com.cloudbees.plugins.credentials.CredentialsProvider;
import com.cloudbees.plugins.credentials.CredentialsScope;
import com.cloudbees.plugins.credentials.domains.Domain;
import com.cloudbees.plugins.credentials.impl.UsernamePasswordCredentialsImpl;
import hudson.model.Fingerprint;
import hudson.model.Result;
import hudson.util.Secret;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jenkinsci.plugins.plaincredentials.impl.StringCredentialsImpl;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** No secret is found in the log, the build, the workspace or on a command line. */
@WithJenkins
class SecretsTest {

    private static final String FIRST = "one-x7Kq9";
    private static final String SECOND = "two-Zp4Lw";
    private static final String THIRD = "thr-Mn8Rt";

    private static final String SITE = """
            - hosts: all
              gather_facts: false
              tasks:
                - name: lengths
                  ansible.builtin.debug:
                    msg: "lengths {{ token | length }} {{ bound | length }} {{ hide | length }}"
                - name: shown
                  ansible.builtin.debug:
                    msg: "{{ token }} and {{ bound }} and {{ hide }} and {{ token | b64encode }}"
                - name: command lines
                  ansible.builtin.command:
                    argv:
                      - python3
                      - -c
                      - |
                        import glob
                        wanted = ['one' + '-x7Kq9', 'thr' + '-Mn8Rt', 'bec' + '-Vv5Hj']
                        found = 0
                        for f in glob.glob('/proc/[0-9]*/cmdline'):
                            try: text = open(f, 'rb').read().decode('utf-8', 'replace')
                            except OSError: continue
                            found += sum(w in text for w in wanted)
                        print('found %d' % found)
            """;

    @Test
    void secretsStaySecret(JenkinsRule jenkins) throws Exception {
        add(jenkins, "token", FIRST);
        add(jenkins, "bound", SECOND);
        CredentialsProvider.lookupStores(jenkins.jenkins)
                .iterator()
                .next()
                .addCredentials(
                        Domain.global(),
                        new UsernamePasswordCredentialsImpl(
                                CredentialsScope.GLOBAL, "become", "", "root", "bec-Vv5Hj-long-enough"));
        WorkflowJob job = jenkins.createProject(WorkflowJob.class, "secrets");
        job.setDefinition(new CpsFlowDefinition("""
                node {
                  writeFile file: 'site.yml', text: '''%s'''
                  withCredentials([string(credentialsId: 'bound', variable: 'BOUND')]) {
                    ansibleRun playbook: 'site.yml', inventory: 'localhost,', connection: 'local', verbosity: 3,
                        secretVars: [[name: 'token', credentialsId: 'token']], becomeCredentialsId: 'become',
                        extraVars: [bound: BOUND, hide: [value: 'thr-' + 'Mn8Rt', hidden: true]]
                  }
                }
                """.formatted(SITE), true));

        WorkflowRun build = jenkins.assertBuildStatus(Result.SUCCESS, job.scheduleBuild2(0));

        jenkins.assertLogContains("lengths 9 9 9", build);
        jenkins.assertLogContains("found 0", build);
        jenkins.assertLogContains("**** and **** and **** and ****", build);
        for (String secret : List.of(FIRST, SECOND, THIRD, "bec-Vv5Hj")) {
            assertThat(filesWith(build.getRootDir().toPath(), secret))
                    .as("build: " + secret)
                    .isEmpty();
            assertThat(filesWith(jenkins.jenkins.getRootDir().toPath().resolve("workspace"), secret))
                    .as("workspace: " + secret)
                    .isEmpty();
        }
        assertThat(tracked(jenkins, "token")).contains("secrets");
    }

    @Test
    void missingCredentialsAreNamed(JenkinsRule jenkins) throws Exception {
        WorkflowJob job = jenkins.createProject(WorkflowJob.class, "secrets");
        job.setDefinition(
                new CpsFlowDefinition("node { ansibleRun playbook: 'site.yml', vaultCredentialsId: 'nowhere' }", true));

        WorkflowRun build = jenkins.assertBuildStatus(Result.FAILURE, job.scheduleBuild2(0));

        jenkins.assertLogContains("vaultCredentialsId: the credentials \"nowhere\" are not there for secrets", build);
        jenkins.assertLogNotContains("\tat ", build);
    }

    private static void add(JenkinsRule jenkins, String id, String value) throws IOException {
        CredentialsProvider.lookupStores(jenkins.jenkins)
                .iterator()
                .next()
                .addCredentials(
                        Domain.global(),
                        new StringCredentialsImpl(CredentialsScope.GLOBAL, id, "", Secret.fromString(value)));
    }

    private static List<Path> filesWith(Path directory, String text) throws IOException {
        byte[] wanted = text.getBytes(StandardCharsets.UTF_8);
        try (var tree = Files.walk(directory)) {
            return tree.filter(Files::isRegularFile)
                    .filter(file -> contains(file, wanted))
                    // Pipeline itself keeps the program and the arguments of its steps, also those marked as hidden.
                    .filter(file -> !file.toString().contains("workflow") && !file.endsWith("program.dat"))
                    .toList();
        }
    }

    private static boolean contains(Path file, byte[] wanted) {
        try {
            String text = Files.readString(file, StandardCharsets.ISO_8859_1);
            return text.contains(new String(wanted, StandardCharsets.ISO_8859_1));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<String> tracked(JenkinsRule jenkins, String id) throws IOException {
        var credential = CredentialsProvider.lookupCredentialsInItemGroup(
                        StringCredentialsImpl.class, jenkins.jenkins, hudson.security.ACL.SYSTEM2)
                .stream()
                .filter(c -> c.getId().equals(id))
                .findFirst()
                .orElseThrow();
        Fingerprint fingerprint = CredentialsProvider.getFingerprintOf(credential);
        return fingerprint == null ? List.of() : List.copyOf(fingerprint.getJobs());
    }
}
