package io.jenkins.plugins.ansibleevents.cli;

import io.jenkins.plugins.ansibleevents.engine.files.IoReason;
import io.jenkins.plugins.ansibleevents.engine.files.OwnerOnly;
import io.jenkins.plugins.ansibleevents.engine.record.RunDirectory;
import io.jenkins.plugins.ansibleevents.engine.record.RunDirectoryException;
import io.jenkins.plugins.ansibleevents.engine.runner.FixedDirectory;
import io.jenkins.plugins.ansibleevents.engine.settings.SettingsException;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * What a playbook that is shut in may read but not change: the records, and what the next run does and sends. A link that it
 * puts there would be followed outside.
 */
final class FixedPlaces {

    private final Path home;
    private final Path artifacts;
    private final Path project;
    private final Consumer<String> remarks;
    private final List<FixedDirectory> all = new ArrayList<>();

    /**
     * None yet.
     *
     * @param home the private data directory
     * @param artifacts where the directories of runs are
     * @param project where playbooks are
     * @param remarks gets a sentence for what cannot be protected
     */
    FixedPlaces(Path home, Path artifacts, Path project, Consumer<String> remarks) {
        this.home = home;
        this.artifacts = artifacts.normalize();
        this.project = project.normalize();
        this.remarks = remarks;
    }

    List<FixedDirectory> all() {
        return List.copyOf(all);
    }

    /** Ansible writes to the fact cache; nothing else may be in it where the run is shut in. */
    static void mustHoldFactsAlone(Path facts, RunDirectory run, Path artifacts) throws SettingsException {
        boolean isAbove = facts.startsWith(artifacts.normalize())
                && run.path().normalize().startsWith(facts);
        if (isAbove || facts.startsWith(run.jobEvents().normalize())) {
            throw new SettingsException(
                    "the fact cache " + facts + " of a run that is shut in would have files of the"
                            + " record in it; name a directory of its own (fact_cache in env/settings, for example fact_cache)");
        }
    }

    /** The records of all runs; of this one only the facts, when they are in it, can be written. */
    void addRecords(RunDirectory run, FactCache cache) throws IOException {
        if (isBehindALink(artifacts)) {
            remarks.accept("a playbook that is shut in can replace " + artifacts
                    + ": a symbolic link leads to it; name the" + " directory itself with --artifact-dir");
            return;
        }
        all.add(new FixedDirectory(artifacts.toString(), project.startsWith(artifacts)));
        all.add(new FixedDirectory(run.path().normalize().toString(), false));
        Path facts = cache.of(run).filter(path -> path.startsWith(artifacts)).orElse(null);
        if (facts != null) {
            makePlain(facts);
            all.add(new FixedDirectory(facts.toString(), true));
        }
    }

    /** A directory that decides about later runs, which is made when it is not there. */
    void addDeciding(Path directory) throws IOException {
        if (!directory.startsWith(home)) {
            return;
        }
        makeIfPossible(directory);
        if (isBehindALink(directory)) {
            remarks.accept("a playbook that is shut in can replace " + directory + ", which decides about later runs: a"
                    + " symbolic link leads to it; put the directory itself there");
        } else {
            all.add(new FixedDirectory(directory.toString(), false));
        }
    }

    /** The project can be written, but not replaced: the next run may write a playbook there, or copy it. */
    void addProject() throws IOException {
        if (project.startsWith(home) && !project.startsWith(artifacts) && !isBehindALink(project)) {
            all.add(new FixedDirectory(project.toString(), true));
        }
    }

    /** Because the playbook could, too; where this user cannot make it, nothing inside can. */
    private void makeIfPossible(Path directory) throws IOException {
        try {
            Files.createDirectories(directory, OwnerOnly.directory());
        } catch (FileSystemException e) {
            if (Files.isWritable(directory.resolveSibling("."))) {
                throw new RunDirectoryException("cannot make " + directory + ": " + IoReason.of(e), e);
            }
        }
    }

    /** Makes the directory, as nothing inside could; refuses a link in its place, which another run may have put there. */
    private void makePlain(Path directory) throws IOException {
        Files.createDirectories(directory, OwnerOnly.directory());
        Path plain = artifacts.toRealPath().resolve(artifacts.relativize(directory));
        if (!directory.toRealPath().equals(plain)) {
            throw new RunDirectoryException("the fact cache " + directory + " of a run that is shut in is behind a"
                    + " symbolic link; remove the link, or name another directory (fact_cache in env/settings)");
        }
    }

    /** A sandbox cannot mount there. Links above the private data directory are no matter. */
    private boolean isBehindALink(Path path) throws IOException {
        return path.startsWith(home)
                && Files.exists(path)
                && !path.toRealPath().equals(home.toRealPath().resolve(home.relativize(path)));
    }
}
