package io.jenkins.plugins.ansibleevents.engine.report;

import io.jenkins.plugins.ansibleevents.engine.index.IndexEvent;
import io.jenkins.plugins.ansibleevents.engine.index.IndexedPlay;
import io.jenkins.plugins.ansibleevents.engine.text.Excerpt;
import io.jenkins.plugins.ansibleevents.engine.view.HostView;
import io.jenkins.plugins.ansibleevents.engine.view.ResultState;
import io.jenkins.plugins.ansibleevents.engine.view.RunView;
import io.jenkins.plugins.ansibleevents.engine.view.TaskView;
import java.io.IOException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** The first pass over a run: its suites in order with their counts, which their opening tags must state. */
final class JUnitSuites implements RunView.ResultVisitor {

    /** Enough of Ansible's error text to show where a playbook is broken. */
    private static final int ERROR_TEXT = 8_000;

    /** Results without a play. */
    static final int NO_PLAY = -1;

    private final RunView view;
    private final List<Suite> suites = new ArrayList<>();
    private boolean failure;

    private JUnitSuites(RunView view) {
        this.view = view;
    }

    static JUnitSuites count(RunView view) throws IOException {
        var counted = new JUnitSuites(view);
        view.results(counted);
        return counted;
    }

    @Override
    public void result(TaskView task, HostView host, ResultState state, IndexEvent event) {
        failure |= state.isBad();
        suiteOf(task.source().play(), event).add(state, event.took());
    }

    @Override
    public void playWithoutHosts(IndexedPlay play, IndexEvent event) {
        suiteOf(event.play(), event).add(ResultState.SKIPPED, 0);
    }

    private Suite suiteOf(int play, IndexEvent first) {
        if (suites.isEmpty() || suites.get(suites.size() - 1).play() != play) {
            suites.add(new Suite(play, name(view, play), time(first)));
        }
        return suites.get(suites.size() - 1);
    }

    /** The name of a play; {@code play} when it has none. */
    static String name(RunView view, int play) {
        String name = play == NO_PLAY ? "" : view.plays().get(play).name();
        return name.isEmpty() ? "play" : name;
    }

    private String time(IndexEvent event) {
        Instant started = view.started();
        return started == null
                ? ""
                : DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss")
                        .withZone(ZoneOffset.UTC)
                        .format(started.plusMillis(event.at()));
    }

    List<Suite> suites() {
        return suites;
    }

    /** Whether a case shows that the run failed. */
    boolean showFailure() {
        return failure;
    }

    /** The text of Ansible's errors outside of tasks. */
    String errors() throws IOException {
        String errors = view.errors();
        return errors.isEmpty() ? "the run failed before any task; see stdout" : Excerpt.of(errors, ERROR_TEXT);
    }

    /** One play, from its first case to the first case of the next. */
    static final class Suite {

        private final int play;
        private final String name;
        private final String timestamp;
        private final Map<ResultState, Integer> counts = new EnumMap<>(ResultState.class);
        private long milliseconds;

        Suite(int play, String name, String timestamp) {
            this.play = play;
            this.name = name;
            this.timestamp = timestamp;
        }

        void add(ResultState state, int took) {
            counts.merge(state, 1, Integer::sum);
            milliseconds += Math.max(0, took);
        }

        int play() {
            return play;
        }

        String name() {
            return name;
        }

        String timestamp() {
            return timestamp;
        }

        long milliseconds() {
            return milliseconds;
        }

        int tests() {
            return counts.values().stream().mapToInt(Integer::intValue).sum();
        }

        int count(ResultState state) {
            return counts.getOrDefault(state, 0);
        }
    }
}
