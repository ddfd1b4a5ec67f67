package io.jenkins.plugins.ansibleevents.engine.runner;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.ansibleevents.engine.playbook.CommandLine;
import io.jenkins.plugins.ansibleevents.engine.playbook.NeededFile;
import io.jenkins.plugins.ansibleevents.engine.playbook.PlaybookRequest;
import io.jenkins.plugins.ansibleevents.engine.playbook.PrivateFile;
import io.jenkins.plugins.ansibleevents.engine.playbook.SshKey;
import io.jenkins.plugins.ansibleevents.engine.secret.Secret;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * One Ansible process on its host, controlled by the launch script ({@code launch.sh} holds the grammar between the
 * two). Secrets are written only when the script is ready to remove them.
 *
 * <p>Not safe for use by several threads.
 */
final class Launch {

    private static final Logger LOGGER = Logger.getLogger(Launch.class.getName());

    private static final String SCRIPT = "launch.sh";
    private static final String ASKPASS = "askpass";
    private static final String STATE = "state";
    private static final String WORDS = "words";
    private static final String NEEDED = "needed";
    private static final String PROBLEM = "problem";
    private static final byte[] NOT_BEGUN = "run    \n".getBytes(StandardCharsets.US_ASCII);
    private static final int MAX_PROBLEM = 4_096;
    private static final Duration TIME_TO_HOLD = Duration.ofSeconds(60);
    private static final Duration HOLD_DELAY = Duration.ofMillis(10);

    private final RunHost host;
    private final String directory;
    private final Duration patience;
    private @CheckForNull RunHost.Process process;
    private boolean secretsDeleted;

    Launch(RunHost host, String directory, Duration patience) {
        this.host = host;
        this.directory = directory;
        this.patience = patience;
    }

    /** A run that goes on already. */
    static Launch held(RunHost host, String directory, Duration patience) {
        var launch = new Launch(host, directory, patience);
        launch.process = new HeldProcess(host, directory);
        return launch;
    }

    /** The display text of a held run, from its first byte. */
    DisplayText output() {
        return new OutputFile(host, path(HeldProcess.OUTPUT));
    }

    /** Prepares Ansible, which waits for {@link #go}; when this fails, {@link #abandon} cleans up. */
    void start(
            PlaybookRequest request,
            CommandLine command,
            List<NeededFile> needed,
            Map<String, String> environment,
            long graceSeconds,
            OutputStream output)
            throws IOException {
        host.write(path(SCRIPT), resource("launch.sh"), false);
        host.write(path(STATE), NOT_BEGUN, false);
        begin(words(request, command, environment, graceSeconds), environment, output);
        for (PrivateFile file : command.files()) {
            host.write(path(file.name()), file.content(), file.executable());
        }
        if (!needed.isEmpty()) {
            host.write(path(NEEDED), lines(needed), false);
        }
        writePassphrases(request.connection().keys());
    }

    private static byte[] lines(List<NeededFile> files) {
        var lines = new StringBuilder();
        files.forEach(file -> lines.append(file.path()).append('\n'));
        return lines.toString().getBytes(StandardCharsets.UTF_8);
    }

    private void begin(CarriedWords words, Map<String, String> environment, OutputStream output) throws IOException {
        if (words.isNeedless()) {
            process = begun(words.arguments(), environment, output);
            return;
        }
        // The check comes before the start: the run must not begin with a word that is no text.
        byte[] file = words.file();
        var rest = new HashMap<>(environment);
        rest.keySet().removeAll(words.variables().keySet());
        process = begun(List.of(directory), rest, output);
        host.write(path(WORDS), file, false);
    }

    /** Lets Ansible begin, with these keys. */
    void go(List<SshKey> keys) {
        try {
            OutputStream stdin = started().stdin();
            stdin.write("go\n".getBytes(StandardCharsets.US_ASCII));
            for (SshKey key : keys) {
                stdin.write(keyLines(key));
            }
            stdin.flush();
        } catch (IOException e) {
            // The script has ended already; its state or exit code says why.
            LOGGER.log(Level.FINE, e, () -> "the launch script in " + directory + " does not listen");
        }
    }

    private RunHost.Process begun(List<String> arguments, Map<String, String> environment, OutputStream output)
            throws IOException {
        if (patience.isZero()) {
            return host.start(script(List.of("supervise"), arguments), environment, output);
        }
        host.write(path(HeldProcess.OUTPUT), new byte[0], false);
        host.write(path(HeldProcess.PULSE), HeldProcess.NO_PULSE, false);
        List<String> hold = List.of("hold", directory, Long.toString(patience.toSeconds()));
        var said = new ByteArrayOutputStream();
        awaitHeld(host.start(script(hold, arguments), environment, said), said);
        return new HeldProcess(host, directory);
    }

    /** The script that holds a run leaves it behind and ends at once. */
    private void awaitHeld(RunHost.Process holding, ByteArrayOutputStream said) throws IOException {
        long end = System.nanoTime() + TIME_TO_HOLD.toNanos();
        Integer code = holding.exitCode();
        while (code == null && System.nanoTime() - end < 0) {
            LockSupport.parkNanos(this, HOLD_DELAY.toNanos());
            code = holding.exitCode();
        }
        if (code == null || code != 0) {
            holding.kill();
            throw new IOException("the run cannot be held in " + directory + ": "
                    + said.toString(StandardCharsets.UTF_8).strip() + " (" + (code == null ? "no end" : code) + ")");
        }
    }

    private List<String> script(List<String> mode, List<String> arguments) {
        var argv = new ArrayList<>(List.of("/bin/sh", path(SCRIPT)));
        argv.addAll(mode);
        argv.addAll(arguments);
        return argv;
    }

    private CarriedWords words(
            PlaybookRequest request, CommandLine command, Map<String, String> environment, long graceSeconds) {
        var variables = new HashMap<>(host.ownVariables());
        variables.putAll(environment);
        return CarriedWords.of(arguments(request, command, graceSeconds), variables);
    }

    /** The arguments of the launch script, in its order. */
    private List<String> arguments(PlaybookRequest request, CommandLine command, long graceSeconds) {
        String installation = request.surroundings().installation();
        var arguments = new ArrayList<>(List.of(
                directory,
                request.surroundings().directory(),
                Long.toString(graceSeconds),
                Integer.toString(request.connection().keys().size()),
                UUID.randomUUID().toString(),
                installation == null ? "" : installation));
        arguments.addAll(command.argv());
        return arguments;
    }

    private void writePassphrases(List<SshKey> keys) throws IOException {
        if (!keys.isEmpty()) {
            host.write(path(ASKPASS), resource("askpass.sh"), true);
        }
        for (int i = 0; i < keys.size(); i++) {
            @CheckForNull Secret passphrase = keys.get(i).passphrase();
            if (passphrase != null) {
                // The askpass program reads the passphrase from here, once.
                host.write(path(CommandLine.SECRETS + "/passphrase-" + i), passphrase.revealBytes(), false);
            }
        }
    }

    /** Lines of the key for the launch script, which pipes them to ssh-add; never in a file. */
    private static byte[] keyLines(SshKey key) {
        String pem = key.pem().reveal().strip().replace("\r\n", "\n").replace('\r', '\n');
        return (pem + "\n.\n").getBytes(StandardCharsets.UTF_8);
    }

    private RunHost.Process started() {
        RunHost.Process running = process;
        if (running == null) {
            throw new IllegalStateException("nothing has been started in " + directory);
        }
        return running;
    }

    /** The path of a file in the private directory. */
    String path(String name) {
        return directory + "/" + name;
    }

    /** Reads more of a file in the private directory; 0 when there is no more, or no such file yet. */
    int read(String name, long offset, byte[] into) throws IOException {
        return Math.max(0, host.read(path(name), offset, into));
    }

    /** The end of the program as the launch script has noted it, or null while it runs. */
    @CheckForNull
    ProgramEnd end() throws IOException {
        byte[] state = state();
        if (state[0] != NOT_BEGUN[0]) {
            return noted(new String(state, StandardCharsets.US_ASCII).strip());
        }
        Integer code = started().exitCode();
        if (code == null && host.read(path(STATE), 0, new byte[1]) < 0) {
            // The script would wait for ever: nobody can read its reports any more.
            throw new HostLostException("the private directory " + directory
                    + " was removed before the end of the run, which ends it; do not clean it up while runs go on");
        }
        if (code == null) {
            return null;
        }
        var cause = hasBegun() ? ProgramEnd.Cause.SCRIPT_KILLED : ProgramEnd.Cause.NOT_BEGUN;
        return new ProgramEnd(cause, code, "");
    }

    /** The script's report; before its first one, the text that was written for it. */
    private byte[] state() throws IOException {
        var bytes = new byte[NOT_BEGUN.length];
        return host.read(path(STATE), 0, bytes) == bytes.length ? bytes : NOT_BEGUN;
    }

    private boolean hasBegun() throws IOException {
        return !Arrays.equals(state(), NOT_BEGUN);
    }

    private ProgramEnd noted(String state) throws IOException {
        var cause = ProgramEnd.Cause.of(state.charAt(0));
        int number = state.length() > 2 ? Integer.parseInt(state.substring(2)) : 0;
        if (cause == ProgramEnd.Cause.ENDED) {
            return new ProgramEnd(cause, number, "");
        }
        var text = new byte[MAX_PROBLEM];
        int length = read(PROBLEM, 0, text);
        return new ProgramEnd(cause, number, new String(text, 0, length, StandardCharsets.UTF_8).strip());
    }

    /** Deletes the passwords and extra variables, which Ansible has read before its first play. */
    void deleteSecrets() {
        if (secretsDeleted) {
            return;
        }
        secretsDeleted = true;
        try {
            host.delete(path(CommandLine.SECRETS));
        } catch (IOException e) {
            LOGGER.log(Level.FINE, e, () -> "secrets in " + directory + " stay until the run ends");
        }
    }

    /** Makes the launch script end all processes: TERM, and KILL after the grace period. */
    void stop() {
        try {
            started().stdin().write("stop\n".getBytes(StandardCharsets.US_ASCII));
            started().stdin().flush();
        } catch (IOException e) {
            LOGGER.log(Level.FINE, e, () -> "the launch script in " + directory + " has ended already");
        }
    }

    /** Ends the launch script itself when it has not ended within its time. */
    void kill() {
        try {
            started().kill();
        } catch (IOException e) {
            problem("cannot end the launch script in " + directory, e);
        }
    }

    /** Lets the launch script clean up and end; does not wait for it. */
    void release() {
        if (process == null) {
            return;
        }
        try {
            process.stdin().close();
        } catch (IOException e) {
            LOGGER.log(Level.FINE, e, () -> "the launch script in " + directory + " has ended already");
        }
    }

    /** Whether the launch script has ended and all output has been passed on. */
    boolean isOver() throws IOException {
        return process == null || process.exitCode() != null;
    }

    /** Whether the private directory is gone, or only useless files are left of it. */
    boolean isClean() throws IOException {
        return host.read(path(SCRIPT), 0, new byte[1]) < 0;
    }

    /** Deletes the private directory if the launch script did not. */
    void abandon() {
        release();
        try {
            host.delete(directory);
        } catch (IOException e) {
            problem("cannot delete the private directory " + directory + "; delete it by hand", e);
        }
    }

    /** Of a machine that is gone the launch script itself ends everything, and removes the directory. */
    private static void problem(String what, IOException e) {
        if (e instanceof HostLostException) {
            LOGGER.log(Level.FINE, e, () -> what);
        } else {
            LOGGER.log(Level.WARNING, what, e);
        }
    }

    private static byte[] resource(String name) throws IOException {
        try (InputStream in = Launch.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IOException("the resource " + name + " is missing from the program");
            }
            return in.readAllBytes();
        }
    }
}
