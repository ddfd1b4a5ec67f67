package io.jenkins.plugins.ansibleevents.engine.view;

import io.jenkins.plugins.ansibleevents.engine.index.Messages;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The failures of one task with the same state and the same reason, whatever the names of their hosts.
 *
 * @param failures at least one, in the order of the run
 */
record FailureGroup(List<Failure> failures) {

    private record Key(ResultState state, int task, String reason) {}

    private static final Comparator<FailureGroup> WORST_FIRST = Comparator.comparing(FailureGroup::state)
            .thenComparing(group -> group.first().counter());

    /** All failures of a run: those that failed first, then unreachable, rescued and ignored ones. */
    static List<FailureGroup> of(RunModel model) {
        Map<Key, List<Failure>> groups = new LinkedHashMap<>();
        for (Failure failure : model.failures()) {
            var key = new Key(failure.state(), failure.task(), model.template(failure));
            groups.computeIfAbsent(key, unknown -> new ArrayList<>()).add(failure);
        }
        return groups.values().stream()
                .map(FailureGroup::new)
                .sorted(WORST_FIRST)
                .toList();
    }

    Failure first() {
        return failures.get(0);
    }

    ResultState state() {
        return first().state();
    }

    /** The reason in a line; of several hosts without their names. */
    String message(RunModel model) {
        boolean one = failures.stream().allMatch(failure -> failure.host() == first().host());
        return one ? model.message(first()) : model.template(first()).replace(Messages.HOST, '…');
    }
}
