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
import java.util.regex.Matcher;
import java.util.regex.Pattern;

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
    static final String TERMINAL = "terminal.py";
    private static final String STATE = "state";
    private static final String WORDS = "words";
    private static final String NEEDED = "needed";
    private static final String PROBLEM = "problem";

    /** What the launch script notes at the end: a letter, or a letter and a number. */
    private static final Pattern STATES = Pattern.compile("[mdatg]|[xcfkeqs] (\\d{3})");

    /** The exit code of a process that was killed. */
    private static final int KILLED = 137;

    private static final byte[] NOT_BEGUN = "run    \n".getBytes(StandardCharsets.US_ASCII);
    private static final int MAX_PROBLEM = 4_096;
    private static final int MOST_WORDS = 4_096;
    private static final Duration TIME_TO_HOLD = Duration.ofSeconds(60);
    private static final Duration HOLD_DELAY = Duration.ofMillis(10);
    private static final Duration TIME_TO_SWEEP = Duration.ofSeconds(10);

    /** Of display text and record each; what is more follows at once. */
    private static final int MOST = 512 << 10;

    private final RunHost host;
    private final String directory;
    private final Duration patience;
    private @CheckForNull RunHost.Process process;
    private @CheckForNull HeldProcess held;
    private Seen seen = Seen.NOTHING;
    private boolean wasThere;
    private boolean secretsDeleted;

    Launch(RunHost host, String directory, Duration patience) {
        this.host = host;
        this.directory = directory;
        this.patience = patience;
    }

    /** A run that goes on already. */
    static Launch held(RunHost host, String directory, Duration patience) {
        var launch = new Launch(host, directory, patience);
        launch.held = new HeldProcess(true);
        return launch;
    }

    /**
     * Looks at the run.
     *
     * @param output how much display text of a held run has been read
     * @param events how much of the callback's record has been read
     */
    Seen look(long output, long events) throws IOException {
        HeldProcess script = held;
        if (script == null) {
            seen = host.look(new LookAt(directory, -1, events, MOST, ""));
            return seen;
        }
        String words = script.words();
        try {
            seen = host.look(new LookAt(directory, output, events, MOST, words));
        } catch (IOException e) {
            script.missed();
            throw e;
        }
        script.saw(seen, words);
        return seen;
    }

    /** Looks at a held run only for whether it is still there. */
    void lookForEnd() throws IOException {
        HeldProcess script = held;
        if (script != null) {
            String words = script.words();
            seen = host.look(new LookAt(directory, 0, 0, 0, words));
            script.saw(seen, words);
        }
    }

    /** Whether the last look has left something. */
    boolean hasMore() {
        return seen.output().length == MOST || seen.events().length == MOST;
    }

    /** How long a held run has been quiet. */
    Duration quiet() {
        return seen.quiet();
    }

    boolean isHostGone() {
        return host.isGone();
    }

    /** Prepares Ansible, which waits for {@link #go}; when this fails, {@link #abandon} cleans up. */
    void start(
            PlaybookRequest request,
            CommandLine command,
            List<NeededFile> needed,
            Map<String, String> environment,
            @CheckForNull Enclosure enclosure,
            boolean asked,
            long graceSeconds,
            OutputStream output)
            throws IOException {
        host.write(path(SCRIPT), resource("launch.sh"), false);
        host.write(path(STATE), NOT_BEGUN, false);
        Map<String, String> passed = enclosure != null && enclosure.isContainer() ? Map.of() : environment;
        begin(words(request, command, passed, graceSeconds), passed, output);
        for (PrivateFile file : command.files()) {
            host.write(path(file.name()), file.content(), file.executable());
        }
        if (enclosure != null) {
            for (PrivateFile file : enclosure.files(command.files(), asked, environment)) {
                host.write(path(file.name()), file.content(), false);
            }
        }
        if (!needed.isEmpty()) {
            host.write(path(NEEDED), lines(needed), false);
        }
        writePassphrases(request.connection().keys());
    }

    /** Gives the prepared Ansible a terminal, and to what is asked there these answers. */
    void openTerminal(PrivateFile prompts) throws IOException {
        host.write(path(prompts.name()), prompts.content(), false);
        host.write(path(TERMINAL), resource(TERMINAL), false);
    }

    private static byte[] lines(List<NeededFile> files) {
        var lines = new StringBuilder();
        files.forEach(file -> lines.append(file.path()).append('\n'));
        return lines.toString().getBytes(StandardCharsets.UTF_8);
    }

    private void begin(CarriedWords words, Map<String, String> environment, OutputStream output) throws IOException {
        if (words.isNeedless()) {
            begin(words.arguments(), environment, output);
            return;
        }
        // The check comes before the start: the run must not begin with a word that is no text.
        byte[] file = words.file();
        var rest = new HashMap<>(environment);
        rest.keySet().removeAll(words.variables().keySet());
        begin(List.of(directory), rest, output);
        host.write(path(WORDS), file, false);
    }

    /**
     * Lets Ansible begin, with these keys.
     *
     * @throws IOException when a held run cannot be reached, which then does not begin
     */
    void go(List<SshKey> keys) throws IOException {
        var lines = new ByteArrayOutputStream();
        lines.writeBytes("go\n".getBytes(StandardCharsets.US_ASCII));
        keys.forEach(key -> lines.writeBytes(keyLines(key)));
        if (held == null) {
            say(lines.toByteArray());
            return;
        }
        byte[] all = lines.toByteArray();
        for (int from = 0; from < all.length; from += MOST_WORDS) {
            host.tell(
                    path(HeldProcess.CONTROL), Arrays.copyOfRange(all, from, Math.min(all.length, from + MOST_WORDS)));
        }
    }

    /** Says something to a script that is not held. */
    private void say(byte[] lines) {
        try {
            OutputStream stdin = started().stdin();
            stdin.write(lines);
            stdin.flush();
        } catch (IOException e) {
            // The script has ended already; its state or exit code says why.
            LOGGER.log(Level.FINE, e, () -> "the launch script in " + directory + " does not listen");
        }
    }

    private void begin(List<String> arguments, Map<String, String> environment, OutputStream output)
            throws IOException {
        if (patience.isZero()) {
            process = host.start(script(List.of("supervise"), arguments), environment, output);
            return;
        }
        host.write(path(HeldProcess.OUTPUT), new byte[0], false);
        host.write(path(HeldProcess.PULSE), HeldProcess.NO_PULSE.getBytes(StandardCharsets.US_ASCII), false);
        List<String> hold = List.of("hold", directory, Long.toString(patience.toSeconds()));
        var said = new ByteArrayOutputStream();
        Integer code = awaitEnd(host.start(script(hold, arguments), environment, said), TIME_TO_HOLD);
        if (code == null || code != 0) {
            String words = said.toString(StandardCharsets.UTF_8).strip();
            throw new IOException("nothing could be started on the host of the run, or in its container ("
                    + (code == null ? "no answer within " + TIME_TO_HOLD.toSeconds() + " s" : "exit code " + code) + ")"
                    + (words.isEmpty() ? "" : ": " + words));
        }
        held = new HeldProcess(false);
    }

    /** The exit code of a script that ends soon; null, and the script is ended, when it does not. */
    private @CheckForNull Integer awaitEnd(RunHost.Process script, Duration longest) throws IOException {
        long end = System.nanoTime() + longest.toNanos();
        Integer code = script.exitCode();
        while (code == null && System.nanoTime() - end < 0) {
            LockSupport.parkNanos(this, HOLD_DELAY.toNanos());
            code = script.exitCode();
        }
        if (code == null) {
            script.kill();
        }
        return code;
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

    /** The end of the program as the launch script has noted it, by the last look, or null while it runs. */
    @CheckForNull
    ProgramEnd end() throws IOException {
        if (seen.state().length() == NOT_BEGUN.length && seen.state().charAt(0) != NOT_BEGUN[0]) {
            return noted(seen.state().strip());
        }
        return held == null ? endOfProcess() : endOfHeld(held);
    }

    private @CheckForNull ProgramEnd endOfProcess() throws IOException {
        Integer code = started().exitCode();
        if (code == null && !seen.isThere()) {
            throw removed();
        }
        if (code == null) {
            return null;
        }
        var cause = hasBegun() ? ProgramEnd.Cause.SCRIPT_KILLED : ProgramEnd.Cause.NOT_BEGUN;
        return new ProgramEnd(cause, code, "");
    }

    /** The script would wait for ever: nobody can read its reports any more. */
    private RunLostException removed() {
        return new RunLostException("the private directory " + directory
                + " was removed before the end of the run, which ends it; do not clean it up while runs go on");
    }

    private @CheckForNull ProgramEnd endOfHeld(HeldProcess script) throws RunLostException {
        if (!seen.isThere()) {
            throw wasThere ? removed() : missing();
        }
        wasThere = true;
        if (script.isSilent()) {
            throw new RunLostException(
                    "nothing of the run is left on its host but its files: the host was restarted, or"
                            + " the processes of the run were killed from outside");
        }
        return script.waitsInVain(seen) ? new ProgramEnd(ProgramEnd.Cause.NEVER_BEGUN, 1, "") : null;
    }

    private RunLostException missing() {
        return new RunLostException(
                "the private directory " + directory + " of the run is not there any more: nobody came"
                        + " back to the run for " + patience.toSeconds()
                        + " s, after which it ends itself, or somebody has cleaned up there, or its host was set up anew");
    }

    private boolean hasBegun() throws IOException {
        var state = new byte[NOT_BEGUN.length];
        return host.read(path(STATE), 0, state) == state.length && !Arrays.equals(state, NOT_BEGUN);
    }

    /** Where Ansible is shut in, the state may have been written by a playbook: whatever it is, it is an end. */
    private ProgramEnd noted(String state) throws IOException {
        Matcher known = STATES.matcher(state);
        if (!known.matches()) {
            return new ProgramEnd(ProgramEnd.Cause.SCRIPT_KILLED, KILLED, "");
        }
        var cause = ProgramEnd.Cause.of(state.charAt(0));
        int number = known.group(1) == null ? 0 : Integer.parseInt(known.group(1));
        if (cause == ProgramEnd.Cause.ENDED) {
            return new ProgramEnd(cause, number, "");
        }
        var text = new byte[MAX_PROBLEM];
        int length = Math.max(0, host.read(path(PROBLEM), 0, text));
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
            host.delete(path(Enclosure.REGISTRY));
        } catch (IOException e) {
            LOGGER.log(Level.FINE, e, () -> "secrets in " + directory + " stay until the run ends");
        }
    }

    /** Makes the launch script end all processes: TERM, and KILL after the grace period; a held one with the next look. */
    void stop() {
        if (held == null) {
            say("stop\n".getBytes(StandardCharsets.US_ASCII));
        } else {
            held.stop();
        }
    }

    /** Ends the launch script itself when it has not ended within its time. */
    void kill() {
        if (held != null) {
            held.finish();
            return;
        }
        try {
            started().kill();
        } catch (IOException e) {
            problem("cannot end the launch script in " + directory, e);
        }
    }

    /** Lets the launch script clean up and end; does not wait for it. */
    void release() {
        if (held != null) {
            held.finish();
        }
        if (process == null) {
            return;
        }
        try {
            process.stdin().close();
        } catch (IOException e) {
            LOGGER.log(Level.FINE, e, () -> "the launch script in " + directory + " has ended already");
        }
    }

    /** Whether the launch script has ended and all output has been passed on; of a held run, by the last look. */
    boolean isOver() throws IOException {
        return held != null ? !seen.isThere() : process == null || process.exitCode() != null;
    }

    /** Whether the private directory is gone, or only useless files are left of it. */
    boolean isClean() throws IOException {
        return host.read(path(SCRIPT), 0, new byte[1]) < 0;
    }

    /** Deletes the private directory if the launch script did not. */
    void abandon() {
        release();
        try {
            sweep();
            host.delete(directory);
        } catch (IOException e) {
            problem("cannot delete the private directory " + directory + "; delete it by hand", e);
        }
    }

    /** Ends what a held run has left on its host, when its own script could not. */
    private void sweep() throws IOException {
        if (held == null || isClean()) {
            return;
        }
        host.look(new LookAt(directory, 0, 0, 0, "done\n"));
        awaitEnd(
                host.start(script(List.of("sweep"), List.of(directory)), Map.of(), new ByteArrayOutputStream()),
                TIME_TO_SWEEP);
    }

    /** Of a machine that is gone the launch script itself ends everything, and removes the directory. */
    private static void problem(String what, IOException e) {
        if (e instanceof HostLostException || e instanceof RunLostException) {
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
