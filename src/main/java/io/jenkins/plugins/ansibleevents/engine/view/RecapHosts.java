package io.jenkins.plugins.ansibleevents.engine.view;

import io.jenkins.plugins.ansibleevents.engine.event.Recap;
import io.jenkins.plugins.ansibleevents.engine.index.IndexedTask;
import io.jenkins.plugins.ansibleevents.engine.index.Messages;
import io.jenkins.plugins.ansibleevents.engine.record.RecapFile;
import io.jenkins.plugins.ansibleevents.engine.record.RunDirectory;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.Map;

/**
 * The hosts of a run as {@code recap.json} has them, where nothing else knows any: a run without event data, or one of which
 * neither events nor an index were kept.
 */
final class RecapHosts {

    private final RunModel model;
    private final Map<String, Integer> tasks = new HashMap<>();

    private RecapHosts(RunModel model) {
        this.model = model;
    }

    /** Adds them, with the tasks of their first failures; nothing when there is no such file. */
    static void add(RunFiles files, RunModel model) throws IOException {
        if (files.size(RunDirectory.RECAP) > 0) {
            try (InputStream in = files.open(RunDirectory.RECAP, 0)) {
                new RecapHosts(model).add(RecapFile.read(in));
            }
        }
    }

    private void add(Recap recap) {
        model.recapOnly();
        for (Recap.Host host : recap.hosts()) {
            int number = model.hosts().size();
            model.host(number, host.name());
            model.hosts().get(number).worked((int) Math.round(host.seconds() * 1000));
            Recap.Failure failure = host.firstFailure();
            if (failure != null) {
                ResultState state = host.failed() > 0 ? ResultState.FAILED : ResultState.UNREACHABLE;
                model.message(number, Messages.without(host.name(), failure.message()));
                model.failure(number, task(failure), (int) failure.counter(), state);
            }
            model.stats(number, host.numbers());
        }
    }

    private int task(Recap.Failure failure) {
        return tasks.computeIfAbsent(failure.task() + '\n' + failure.path(), unknown -> {
            int number = model.tasks().size();
            model.task(
                    number, new IndexedTask(failure.task(), failure.task(), -1, failure.path(), "", "", false, 0, -1));
            return number;
        });
    }
}
