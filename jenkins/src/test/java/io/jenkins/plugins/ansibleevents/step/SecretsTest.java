package io.jenkins.plugins.ansibleevents.step;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.cloudbees.jenkins.plugins.sshcredentials.impl.BasicSSHUserPrivateKey;
import com.cloudbees.plugins.credentials.Credentials;
import com.cloudbees.plugins.credentials.CredentialsProvider;
import com.cloudbees.plugins.credentials.CredentialsScope;
import com.cloudbees.plugins.credentials.CredentialsStore;
import com.cloudbees.plugins.credentials.SecretBytes;
import com.cloudbees.plugins.credentials.domains.Domain;
import com.cloudbees.plugins.credentials.impl.UsernamePasswordCredentialsImpl;
import com.sun.net.httpserver.HttpServer;
import hudson.model.Fingerprint;
import hudson.model.ParametersAction;
import hudson.model.PasswordParameterValue;
import hudson.model.Result;
import hudson.util.Secret;
import io.jenkins.plugins.ansibleevents.config.AnsibleEventsConfiguration;
import io.jenkins.plugins.ansibleevents.emitter.HttpEmitterConfig;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import org.jenkinsci.plugins.plaincredentials.impl.FileCredentialsImpl;
import org.jenkinsci.plugins.plaincredentials.impl.StringCredentialsImpl;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/**
 * No secret is found in the log, the build, the workspace, the plugin's own directory, on a command line or in a
 * message to a receiver.
 */
@WithJenkins
class SecretsTest {

    private static final String FIRST = "one-x7Kq9";
    private static final String SECOND = "two-Zp4Lw";
    private static final String THIRD = "thr-Mn8Rt";
    private static final String BECOME = "bec-Vv5Hj-long-enough";
    private static final String VAULT = "vau-Qs2Db";
    private static final String LABELLED = "lab-Tw6Fc";
    private static final String PASSPHRASE = "pas-Yk3Gn";
    private static final String PARAMETER = "par-Ld9Xs";
    private static final String OTHER = "oth-Gc5Ke";

    private static final String SITE = """
            - hosts: all
              gather_facts: false
              tasks:
                - name: lengths
                  ansible.builtin.debug:
                    msg: "lengths {{ token | length }} {{ bound | length }} {{ hide | length }} {{ other | length }}"
                - name: shown
                  ansible.builtin.debug:
                    msg: "{{ token }} and {{ bound }} and {{ hide }} and {{ token | b64encode }} and {{ other }}"
                - name: facts
                  ansible.builtin.set_fact:
                    leaked: ["{{ token }}", "{{ bound }}", "{{ hide }}", "{{ other }}", "{{ lookup('env', 'PARAMETER') }}"]
                    cacheable: true
                - name: keys
                  ansible.builtin.command: ssh-add -l
                - name: command lines
                  ansible.builtin.command:
                    argv:
                      - python3
                      - -c
                      - |
                        import glob
                        wanted = [%s]
                        found = 0
                        for f in glob.glob('/proc/[0-9]*/cmdline'):
                            try: text = open(f, 'rb').read().decode('utf-8', 'replace')
                            except OSError: continue
                            found += sum(w in text for w in wanted)
                        print('found %%d' %% found)
            """;

    private static final String PIPELINE = """
            properties([parameters([password(name: 'PARAMETER')])])
            node {
              writeFile file: 'site.yml', text: '''%s'''
              withCredentials([string(credentialsId: 'bound', variable: 'BOUND')]) {
                ansibleRun playbook: 'site.yml', inventory: 'localhost,', connection: 'local', verbosity: 3,
                    credentialsId: 'key', becomeCredentialsId: 'become', vaultCredentialsId: 'vault',
                    vaultCredentials: [[label: 'prod', credentialsId: 'labelled']],
                    secretVars: [[name: 'token', credentialsId: 'token']], factCache: true, jobEvents: true,
                    extraVars: [bound: BOUND, hide: [value: 'thr-' + 'Mn8Rt', hidden: true],
                        other: [secretValue: 'oth-' + 'Gc5Ke', hidden: true]]
              }
            }
            """;

    @TempDir
    private Path temporary;

    private final List<String> sent = new CopyOnWriteArrayList<>();
    private HttpServer receiver;

    @BeforeEach
    void startReceiver() throws IOException {
        receiver = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        receiver.createContext("/", exchange -> {
            sent.add(exchange.getRequestHeaders().entrySet()
                    + new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        receiver.start();
    }

    @AfterEach
    void stopReceiver() {
        receiver.stop(0);
    }

    @Test
    void secretsStaySecret(JenkinsRule jenkins) throws Exception {
        String keyLine = addKey(jenkins);
        add(jenkins, text("token", FIRST), text("bound", SECOND), text("labelled", LABELLED));
        add(jenkins, new UsernamePasswordCredentialsImpl(CredentialsScope.GLOBAL, "become", "", "root", BECOME));
        add(
                jenkins,
                new FileCredentialsImpl(
                        CredentialsScope.GLOBAL,
                        "vault",
                        "",
                        "vault.txt",
                        SecretBytes.fromRawBytes(VAULT.getBytes(UTF_8))));
        sendEventsTo(receiver);
        var secrets = List.of(FIRST, SECOND, THIRD, OTHER, BECOME, VAULT, LABELLED, PASSPHRASE, PARAMETER, keyLine);
        WorkflowJob job = jenkins.createProject(WorkflowJob.class, "secrets");
        job.setDefinition(new CpsFlowDefinition(PIPELINE.formatted(SITE.formatted(inHalves(secrets))), true));

        var parameter = new PasswordParameterValue("PARAMETER", PARAMETER);
        WorkflowRun build =
                jenkins.assertBuildStatus(Result.SUCCESS, job.scheduleBuild2(0, new ParametersAction(parameter)));

        jenkins.assertLogContains("lengths 9 9 9 9", build);
        jenkins.assertLogContains("found 0", build);
        jenkins.assertLogContains("**** and **** and **** and **** and ****", build);
        assertThat(sent).anyMatch(body -> body.contains("playbook_on_stats"));
        Path home = jenkins.jenkins.getRootDir().toPath();
        for (String secret : secrets) {
            assertThat(filesWith(build.getRootDir().toPath(), secret))
                    .as("build: " + secret)
                    .isEmpty();
            assertThat(filesWith(home.resolve("workspace"), secret))
                    .as("workspace: " + secret)
                    .isEmpty();
            assertThat(filesWith(home.resolve("ansible-events"), secret))
                    .as("spool and recordings: " + secret)
                    .isEmpty();
            assertThat(sent).as("sent: " + secret).noneMatch(body -> body.contains(secret));
        }
        assertThat(tracked(jenkins, "token")).contains("secrets");
    }

    /** A program that looks for secrets must not hold them itself. */
    private static String inHalves(List<String> secrets) {
        return secrets.stream()
                .map(secret -> "'" + secret.substring(0, 4) + "' + '" + secret.substring(4) + "'")
                .collect(Collectors.joining(", "));
    }

    private static void sendEventsTo(HttpServer receiver) {
        AnsibleEventsConfiguration.get().setAllowedHosts("127.0.0.1");
        AnsibleEventsConfiguration.get()
                .setEmitters(List.of(new HttpEmitterConfig(
                        "audit", "http://127.0.0.1:" + receiver.getAddress().getPort() + "/")));
    }

    /** Adds a key with a passphrase; returns a line of it. */
    private String addKey(JenkinsRule jenkins) throws Exception {
        Path file = temporary.resolve("id");
        int code = new ProcessBuilder("ssh-keygen", "-q", "-t", "ed25519", "-N", PASSPHRASE, "-f", file.toString())
                .start()
                .waitFor();
        assertThat(code).as("ssh-keygen, of the OpenSSH client, is needed").isZero();
        String pem = Files.readString(file);
        add(
                jenkins,
                new BasicSSHUserPrivateKey(
                        CredentialsScope.GLOBAL,
                        "key",
                        "deploy",
                        new BasicSSHUserPrivateKey.DirectEntryPrivateKeySource(pem),
                        PASSPHRASE,
                        ""));
        return pem.lines().skip(2).findFirst().orElseThrow();
    }

    @Test
    void boundVariablesAreMaskedForTheGeneralBuildStepToo(JenkinsRule jenkins) throws Exception {
        add(jenkins, text("bound", SECOND), text("other", THIRD));
        sendEventsTo(receiver);
        WorkflowJob job = jenkins.createProject(WorkflowJob.class, "secrets");
        job.setDefinition(new CpsFlowDefinition("""
                node {
                  writeFile file: 'site.yml', text: '''
                    - hosts: all
                      gather_facts: false
                      tasks:
                        - debug:
                            msg: "is {{ lookup('env', item) }}, {{ lookup('env', item) | length }}"
                          loop: [BOUND, OTHER]
                  '''.stripIndent()
                  parallel one: {
                    withCredentials([string(credentialsId: 'other', variable: 'OTHER')]) {
                      withCredentials([string(credentialsId: 'bound', variable: 'BOUND')]) {
                        step([$class: 'AnsibleRunBuilder', playbook: 'site.yml', inventory: 'localhost,', connection: 'local'])
                      }
                    }
                  }, two: { echo 'short' }
                }
                """, true));

        WorkflowRun build = jenkins.assertBuildStatus(Result.SUCCESS, job.scheduleBuild2(0));

        jenkins.assertLogContains("is ****, 9", build);
        assertThat(sent).anyMatch(body -> body.contains("playbook_on_stats"));
        for (String secret : List.of(SECOND, THIRD)) {
            assertThat(filesWith(build.getRootDir().toPath(), secret))
                    .as(secret)
                    .isEmpty();
            assertThat(sent).as(secret).noneMatch(body -> body.contains(secret));
        }
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

    private static Credentials text(String id, String value) {
        return new StringCredentialsImpl(CredentialsScope.GLOBAL, id, "", Secret.fromString(value));
    }

    private static void add(JenkinsRule jenkins, Credentials... all) throws IOException {
        CredentialsStore store =
                CredentialsProvider.lookupStores(jenkins.jenkins).iterator().next();
        for (Credentials credentials : all) {
            store.addCredentials(Domain.global(), credentials);
        }
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
