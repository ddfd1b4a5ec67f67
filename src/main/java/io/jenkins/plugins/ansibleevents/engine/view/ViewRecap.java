package io.jenkins.plugins.ansibleevents.engine.view;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.ansibleevents.engine.event.Recap;
import java.util.List;

/** The recap of a run without its events. */
final class ViewRecap {

    private ViewRecap() {}

    static Recap of(RunModel model) {
        return new Recap(
                model.hosts().stream()
                        .filter(HostView::isCounted) // not one that a kill has cut off in its first task
                        .map(host -> host(model, host))
                        .toList(),
                model.hasStatistics(),
                List.of());
    }

    private static Recap.Host host(RunModel model, HostView host) {
        return Recap.Host.of(host.name(), host.numbers(), host.took() / 1000.0, failure(model, host.failure()));
    }

    private static @CheckForNull Recap.Failure failure(RunModel model, @CheckForNull Failure failure) {
        if (failure == null) {
            return null;
        }
        TaskView task = model.tasks().get(failure.task());
        return new Recap.Failure(
                task.name(), model.message(failure), task.source().path(), failure.counter());
    }
}
