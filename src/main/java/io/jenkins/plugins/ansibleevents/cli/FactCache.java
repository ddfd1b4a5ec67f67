package io.jenkins.plugins.ansibleevents.cli;

import io.jenkins.plugins.ansibleevents.engine.playbook.RunnerSettings;
import io.jenkins.plugins.ansibleevents.engine.record.RunDirectory;
import io.jenkins.plugins.ansibleevents.engine.record.RunDirectoryException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Where Ansible keeps the facts of hosts: a directory that {@code env/settings} names relative to that of the run, or none. */
final class FactCache {

    private static final String USUAL = "fact_cache";

    private final Optional<String> name;

    FactCache(RunnerSettings settings) {
        this.name = settings.factCache();
    }

    /** Its path; empty when no facts are kept. It may lead out of the directory of the run. */
    Optional<Path> of(RunDirectory run) {
        return name.map(relative -> run.path().resolve(relative).normalize());
    }

    /** The files of a run directory in which facts may be before the run. */
    Set<String> names() {
        var names = new HashSet<>(Set.of(USUAL));
        Path run = Path.of("run");
        Path facts = run.resolve(name.orElse("")).normalize();
        if (facts.startsWith(run) && !facts.equals(run)) {
            names.add(facts.getName(1).toString());
        }
        return names;
    }

    /** Makes it before Ansible does, because only its owner may read facts. */
    void make(RunDirectory run) throws RunDirectoryException {
        if (name.isPresent()) {
            run.makeBelow(name.get());
        }
    }

    /**
     * Copies the facts of an earlier run, which ansible-runner would find in the same directory.
     *
     * @return what is no plain file, and so was left out
     */
    List<Path> copy(RunDirectory earlier, RunDirectory run) throws IOException {
        Optional<Path> facts = of(run).filter(path -> path.startsWith(run.path()));
        if (facts.isEmpty()) {
            return List.of();
        }
        make(run);
        return EarlierFacts.copy(earlier.path(), Path.of(name.orElseThrow()), facts.get());
    }
}
