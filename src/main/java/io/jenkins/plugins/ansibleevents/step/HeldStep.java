package io.jenkins.plugins.ansibleevents.step;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.XmlFile;
import hudson.model.Run;
import hudson.model.TaskListener;
import hudson.util.Secret;
import io.jenkins.plugins.ansibleevents.agent.WorkspaceName;
import io.jenkins.plugins.ansibleevents.build.RunArchive;
import io.jenkins.plugins.ansibleevents.engine.event.RunStatus;
import io.jenkins.plugins.ansibleevents.engine.files.WholeFile;
import io.jenkins.plugins.ansibleevents.engine.playbook.PlaybookRequest;
import io.jenkins.plugins.ansibleevents.engine.playbook.SshKey;
import io.jenkins.plugins.ansibleevents.engine.playbook.Work;
import io.jenkins.plugins.ansibleevents.engine.runner.RunOutcome;
import io.jenkins.plugins.ansibleevents.engine.runner.RunResult;
import io.jenkins.plugins.ansibleevents.engine.runner.RunTicket;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import jenkins.model.Jenkins;

/**
 * What a restarted Jenkins needs to take up a run that goes on without it, in a file beside the run's recording. The file is
 * complete before Ansible begins and is deleted with the recording. Secrets are in it as Jenkins encrypts its own: they are
 * masked in what the run still says, also when somebody changes the credentials meanwhile.
 */
final class HeldStep {

    private final PlaybookOptions options;
    private final @CheckForNull String module;
    private final @CheckForNull String moduleArguments;
    private final @CheckForNull String moduleHosts;
    private final String directory;
    private final String nonce;
    private final long started;
    private final String node;
    private final String workspace;
    private final @CheckForNull String facts;
    private final List<String> emitters;
    private final List<Key> keys = new ArrayList<>();
    private final List<Secret> masked = new ArrayList<>();
    private @CheckForNull End end;

    /** A private key of the run. */
    private static final class Key {

        private final String name;
        private final Secret pem;
        private final @CheckForNull Secret passphrase;

        Key(SshKey key) {
            name = key.name();
            pem = saved(key.pem());
            var word = key.passphrase();
            passphrase = word == null ? null : saved(word);
        }

        SshKey key() {
            return new SshKey(name, read(pem), passphrase == null ? null : read(passphrase));
        }
    }

    /** The end of the run, which its host forgets when it is saved. */
    private static final class End {

        private final String status;
        private final String outcome;
        private final String sentence;
        private final int rc;
        private final long events;
        private final long millis;

        End(RunResult result) {
            status = result.status().name();
            outcome = result.outcome().kind().name();
            sentence = result.outcome().sentence();
            rc = result.rc();
            events = result.events();
            millis = result.duration().toMillis();
        }

        RunResult result(String ident) {
            var how = new RunOutcome(RunOutcome.Kind.valueOf(outcome), sentence);
            return new RunResult(ident, RunStatus.valueOf(status), rc, how, events, Duration.ofMillis(millis));
        }
    }

    HeldStep(
            PlaybookOptions options,
            PlaybookRequest request,
            RunTicket ticket,
            WorkspaceName place,
            @CheckForNull String facts,
            List<String> emitters) {
        this.options = options;
        Work.AdHoc adHoc = options.adHoc();
        this.module = adHoc == null ? null : adHoc.module();
        this.moduleArguments = adHoc == null ? null : adHoc.arguments();
        this.moduleHosts = adHoc == null ? null : adHoc.hosts();
        this.directory = ticket.directory();
        this.nonce = ticket.nonce();
        this.started = ticket.started().toEpochMilli();
        this.node = place.node();
        this.workspace = place.path();
        this.facts = facts;
        this.emitters = new ArrayList<>(emitters);
        request.connection().keys().forEach(key -> keys.add(new Key(key)));
        request.secrets().forEach(secret -> masked.add(saved(secret)));
    }

    /** Encrypts a secret for the file. */
    private static Secret saved(io.jenkins.plugins.ansibleevents.engine.secret.Secret secret) {
        return Secret.fromString(secret.reveal());
    }

    private static io.jenkins.plugins.ansibleevents.engine.secret.Secret read(Secret secret) {
        return io.jenkins.plugins.ansibleevents.engine.secret.Secret.of(secret.getPlainText());
    }

    /** Notes the end of the run; {@link #save} is to follow. */
    void ended(RunResult result) {
        end = new End(result);
    }

    /** How the run has ended; null as long as it goes on. */
    @CheckForNull
    RunResult result(String ident) {
        End known = end;
        return known == null ? null : known.result(ident);
    }

    /** Writes the file; it is on the disk when this returns. */
    void save(String ident) throws IOException {
        WholeFile.replace(RunArchive.held(ident), out -> Jenkins.XSTREAM2.toXMLUTF8(this, out));
    }

    /** Reads the file; null when the run is not held. */
    @CheckForNull
    static HeldStep read(String ident) throws IOException {
        Path file = RunArchive.held(ident);
        return Files.exists(file) ? read(file) : null;
    }

    static HeldStep read(Path file) throws IOException {
        var held = (HeldStep) new XmlFile(Jenkins.XSTREAM2, file.toFile()).read();
        if (held.module != null && held.moduleHosts != null) {
            held.options.setAdHoc(new Work.AdHoc(held.module, held.moduleArguments, held.moduleHosts));
        }
        return held;
    }

    PlaybookOptions options() {
        return options;
    }

    RunTicket ticket(String ident) {
        return new RunTicket(ident, directory, nonce, Instant.ofEpochMilli(started));
    }

    WorkspaceName place() {
        return new WorkspaceName(node, workspace);
    }

    /** The directory of Ansible's facts on the agent; null when the step does not keep them. */
    @CheckForNull
    String facts() {
        return facts;
    }

    List<String> emitters() {
        return emitters;
    }

    /** The secrets of the run as they were at its start. */
    List<io.jenkins.plugins.ansibleevents.engine.secret.Secret> secrets() {
        return masked.stream().map(HeldStep::read).toList();
    }

    /** The keys of the run as they were at its start. */
    List<SshKey> keys() {
        return keys.stream().map(Key::key).toList();
    }

    /** The surroundings of the step, as far as they are the same after a restart: no process is started in them. */
    StepSurroundings surroundings(Run<?, ?> build, TaskListener log) {
        return StepSurroundings.again(build, workspace, log);
    }
}
