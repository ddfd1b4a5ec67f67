package io.jenkins.plugins.ansibleevents.engine.record;

import io.jenkins.plugins.ansibleevents.engine.files.IoReason;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The directory a run leaves behind, {@code <artifact-dir>/<ident>/}. Names and meaning of {@code command}, {@code
 * stdout}, {@code stderr}, {@code rc}, {@code status}, {@code fact_cache/} and {@code job_events/} are
 * ansible-runner's.
 *
 * <pre>
 * command        JSON {"command": [...], "cwd": "...", "env": {...}}, redacted
 * stdout         display text as Ansible wrote it, redacted
 * stderr         warnings, deprecations and errors as Ansible displayed them, whichever event shows them
 * rc             exit code in decimal, without line end; absent while the run lasts and after a kill
 * status         starting | running | successful | failed | timeout | canceled, without line end
 * events.jsonl   one event per line, by counter
 * events.index.v1  where each event is, and what pages need of it; see {@code index.IndexFormat}; made again when missing
 * manifest.json  see {@link Manifest}; closes the run
 * recap.json     per host counts and first failure
 * junit.xml      see {@code report.JUnitReport}
 * report.html    see {@code report.HtmlReport}
 * delivery.json  the deliveries to each receiver, when the run had emitters; written by {@code emit.pump.RunDelivery}
 * fact_cache/    one file per host, on request
 * job_events/    see {@link JobEvents}, on request
 * pid            the process of a run of the command line, while it goes on and after a kill; see {@code cli.HoldingProcess}
 * daemon.log     what {@code ansible-events start} would have displayed, without Ansible's own output
 * </pre>
 *
 * Directories are 0700, files 0600. {@code events.jsonl}, its index, {@code stdout} and {@code stderr} grow by whole records; all
 * other files appear and change by rename. So a kill at any moment leaves every complete line readable. No file is
 * half-written, except perhaps the last line of a growing one.
 *
 * @param path where it is
 */
public record RunDirectory(Path path) {

    /** Names of files that are also searched where there are no paths, as in the artifacts of a build. */
    public static final String EVENTS = "events.jsonl";

    public static final String INDEX = "events.index.v1";
    public static final String MANIFEST = "manifest.json";
    public static final String RECAP = "recap.json";
    public static final String JUNIT = "junit.xml";
    public static final String REPORT = "report.html";
    public static final String DELIVERY = "delivery.json";

    /** The files that remain of a run whose events, output and facts are not kept. */
    public static final Set<String> SUMMARY = Set.of("command", "rc", "status", MANIFEST, INDEX, RECAP, JUNIT, REPORT);

    private static final Pattern IDENT = Pattern.compile("[A-Za-z0-9_-][A-Za-z0-9._-]{0,199}");

    /**
     * Names the directory of a run; nothing is made yet.
     *
     * @param artifactDir where runs are kept
     * @param ident the run's ident, a plain name
     * @throws RunDirectoryException when the ident cannot be the name of a directory
     */
    public static RunDirectory in(Path artifactDir, String ident) throws RunDirectoryException {
        if (!IDENT.matcher(ident).matches()) {
            throw new RunDirectoryException("the ident must be 1 to 200 letters, digits, '.', '_' or '-', not starting"
                    + " with a dot, is \"" + ident + "\"");
        }
        return new RunDirectory(artifactDir.resolve(ident));
    }

    /**
     * Makes the directory of a new run, and its parents.
     *
     * @throws RunDirectoryException when it exists already or cannot be made; the message says why and what to do
     */
    public void create() throws RunDirectoryException {
        create(ArtifactFiles.real());
    }

    void create(ArtifactFiles files) throws RunDirectoryException {
        makeParents(files);
        try {
            files.makeNewDirectory(path);
        } catch (FileAlreadyExistsException e) {
            throw new RunDirectoryException(
                    "there is a run at " + path + " already; choose another ident, or remove that directory", e);
        } catch (IOException e) {
            throw cannotMake(e);
        }
    }

    /**
     * Makes the directories above that of the run.
     *
     * @throws RunDirectoryException when they cannot be made; the message says why and what to do
     */
    public void makeParents() throws RunDirectoryException {
        makeParents(ArtifactFiles.real());
    }

    private void makeParents(ArtifactFiles files) throws RunDirectoryException {
        Path parent = path.toAbsolutePath().getParent();
        if (parent != null) {
            makeDirectory(parent, files);
        }
    }

    private RunDirectoryException cannotMake(IOException problem) {
        return new RunDirectoryException(
                "cannot make the run directory " + path + ": " + IoReason.of(problem)
                        + "; choose a writable place for the directories of runs",
                problem);
    }

    /**
     * Makes a directory (0700) below this one, because Ansible would make it with permissions of its own choice. Does
     * nothing for one that lies elsewhere.
     *
     * @param name relative to this directory, or absolute
     */
    public void makeBelow(String name) throws RunDirectoryException {
        Path directory = path.resolve(name).normalize();
        if (directory.startsWith(path)) {
            makeDirectory(directory, ArtifactFiles.real());
        }
    }

    private void makeDirectory(Path directory, ArtifactFiles files) throws RunDirectoryException {
        try {
            files.makeDirectory(directory);
        } catch (FileAlreadyExistsException e) {
            throw new RunDirectoryException(
                    "cannot make the run directory " + path + ": " + e.getFile() + " is not a directory", e);
        } catch (IOException e) {
            throw cannotMake(e);
        }
    }

    /** A file that keeps space for the last files of the run; it is removed when the run has ended. */
    Path reserve() {
        return path.resolve(".reserve");
    }

    public Path command() {
        return path.resolve("command");
    }

    public Path stdout() {
        return path.resolve("stdout");
    }

    public Path stderr() {
        return path.resolve("stderr");
    }

    public Path rc() {
        return path.resolve("rc");
    }

    public Path status() {
        return path.resolve("status");
    }

    public Path events() {
        return path.resolve(EVENTS);
    }

    public Path index() {
        return path.resolve(INDEX);
    }

    public Path manifest() {
        return path.resolve(MANIFEST);
    }

    public Path recap() {
        return path.resolve(RECAP);
    }

    public Path junit() {
        return path.resolve(JUNIT);
    }

    public Path report() {
        return path.resolve(REPORT);
    }

    public Path delivery() {
        return path.resolve(DELIVERY);
    }

    public Path pid() {
        return path.resolve("pid");
    }

    public Path daemonLog() {
        return path.resolve("daemon.log");
    }

    public Path factCache() {
        return path.resolve("fact_cache");
    }

    public Path jobEvents() {
        return path.resolve("job_events");
    }
}
