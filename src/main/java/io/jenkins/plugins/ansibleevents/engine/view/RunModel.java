package io.jenkins.plugins.ansibleevents.engine.view;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.ansibleevents.engine.event.EventType;
import io.jenkins.plugins.ansibleevents.engine.event.HostTally;
import io.jenkins.plugins.ansibleevents.engine.index.IndexEvent;
import io.jenkins.plugins.ansibleevents.engine.index.IndexSink;
import io.jenkins.plugins.ansibleevents.engine.index.IndexedPlay;
import io.jenkins.plugins.ansibleevents.engine.index.IndexedTask;
import io.jenkins.plugins.ansibleevents.engine.index.Messages;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Everything of a run that fits into memory: its plays, tasks, hosts and failures, and what each task did on each host.
 * Grows with these, not with events. Not for use by several threads.
 */
final class RunModel implements IndexSink {

    /** What Ansible calls the playbook that it makes of a module. */
    private static final String AD_HOC = "__adhoc_playbook__";

    private final List<IndexedPlay> plays = new ArrayList<>();
    private final List<TaskView> tasks = new ArrayList<>();
    private final List<HostView> hosts = new ArrayList<>();
    private final List<String> messages = new ArrayList<>();
    private final List<Failure> failures = new ArrayList<>();
    private final Map<Integer, ResultState> corrected = new HashMap<>();
    private final Landmarks landmarks;
    private String playbook = "";
    private long base = Long.MIN_VALUE;
    private long events;
    private int lastAt;
    private int lastCounter;
    private long end;
    private int remarks;
    private boolean hasAllData = true;
    private boolean hasStatistics;
    private boolean recapOnly;

    RunModel(Landmarks landmarks) {
        this.landmarks = landmarks;
    }

    @Override
    public void base(long epoch) {
        base = epoch;
    }

    @Override
    public void playbook(String name) {
        if (!name.equals(AD_HOC)) {
            playbook = playbook.isEmpty() ? name : playbook + ", " + name;
        }
    }

    @Override
    public void play(int number, IndexedPlay play) {
        plays.add(play);
    }

    @Override
    public void task(int number, IndexedTask task) {
        tasks.add(new TaskView(tasks.size(), task));
    }

    @Override
    public void host(int number, String name) {
        hosts.add(new HostView(hosts.size(), name));
    }

    @Override
    public void message(int number, String template) {
        messages.add(template);
    }

    @Override
    public void stats(int host, HostTally.Numbers numbers) {
        hosts.get(host).count();
        HostTally.Settled<Failure> settled = hosts.get(host).tally().settle(numbers);
        settled.rescued().forEach(failure -> correct(failure, ResultState.RESCUED));
        hasStatistics = true;
        settled.ignored().forEach(failure -> correct(failure, ResultState.IGNORED));
    }

    @Override
    public void event(IndexEvent event) {
        landmarks.pass(event.counter(), event.line());
        events++;
        lastAt = event.at();
        lastCounter = Math.max(lastCounter, event.counter());
        end = event.end();
        remarks += "wde".indexOf(event.state()) < 0 ? 0 : 1;
        if (event.host() >= 0 && event.host() < hosts.size()) {
            ofHost(event);
        } else if (EventType.isResult(event.type())) {
            hasAllData = false;
        }
    }

    private void ofHost(IndexEvent event) {
        HostView host = hosts.get(event.host());
        host.seen(event.at());
        if (event.task() < 0 || event.task() >= tasks.size()) {
            return;
        }
        TaskView task = tasks.get(event.task());
        if (event.type().equals(EventType.RUNNER_ON_START)) {
            task.cells().began(event.host(), event.at(), event.took(), event.counter());
        } else if (EventType.isResult(event.type())) {
            result(event, task, host);
        } else if (event.diff() != 0) {
            task.cells().diff(event.host(), event.diff(), event.counter());
        }
    }

    private void result(IndexEvent event, TaskView task, HostView host) {
        boolean ignoredChange = event.state() == 'I';
        ResultState state = ignoredChange ? ResultState.IGNORED : ResultState.ofLetter(event.state());
        hasStatistics = false;
        task.ended(event.host(), state, event.at(), event.took());
        task.cells().ended(event.host(), state.letter(), event.at(), event.took(), event.counter());
        host.count();
        host.worked(Math.max(0, event.took()));
        HostTally<Failure> tally = host.tally();
        switch (state) {
            case OK -> tally.ok(false);
            case CHANGED -> tally.ok(true);
            case SKIPPED -> tally.skipped();
            case IGNORED -> {
                tally.ignored(ignoredChange);
                failure(event, state);
            }
            case UNREACHABLE -> tally.unreachable(failure(event, state));
            default -> tally.failed(failure(event, state));
        }
    }

    private Failure failure(IndexEvent event, ResultState state) {
        var failure = new Failure(event.task(), event.host(), event.counter(), event.message(), state);
        failures.add(failure);
        return failure;
    }

    private void correct(Failure failure, ResultState state) {
        corrected.put(failure.counter(), state);
        tasks.get(failure.task()).correct(failure.host(), failure.state(), state);
        failure.turnsOut(state);
    }

    /** A host has failed with the last message; nothing else is known of it. */
    void failure(int host, int task, int counter, ResultState state) {
        var failure = new Failure(task, host, counter, messages.size() - 1, state);
        failures.add(failure);
        tasks.get(task).ended(host, state, 0, -1);
        tasks.get(task).cells().ended(host, state.letter(), 0, -1, counter);
        HostTally<Failure> tally = hosts.get(host).tally();
        if (state == ResultState.FAILED) {
            tally.failed(failure);
        } else {
            tally.unreachable(failure);
        }
    }

    /** From now on the hosts are those of a recap, and nobody knows their results. */
    void recapOnly() {
        recapOnly = true;
    }

    /** Whether results are known by the numbers of the hosts only. */
    boolean isRecapOnly() {
        return recapOnly;
    }

    /** The run is over: settles the failures that no statistics have settled by the events after them. */
    void end() {
        for (HostView host : hosts) {
            host.tally().end().forEach(failure -> correct(failure, ResultState.RESCUED));
        }
    }

    List<IndexedPlay> plays() {
        return Collections.unmodifiableList(plays);
    }

    List<TaskView> tasks() {
        return Collections.unmodifiableList(tasks);
    }

    List<HostView> hosts() {
        return Collections.unmodifiableList(hosts);
    }

    /** All that failed, in the order of the run. */
    List<Failure> failures() {
        return Collections.unmodifiableList(failures);
    }

    /** The reason of a failure in a line, with the name of its host. */
    String message(Failure failure) {
        return Messages.of(hosts.get(failure.host()).name(), template(failure));
    }

    /** The same without the name of the host; equal for hosts with the same reason. */
    String template(Failure failure) {
        return template(failure.message());
    }

    /** A message of a host. */
    String message(int number, int host) {
        return Messages.of(hosts.get(host).name(), template(number));
    }

    private String template(int number) {
        return number < 0 || number >= messages.size() ? "" : messages.get(number);
    }

    /** How a result turned out; null of an event that is no result and no item of one. */
    @CheckForNull
    ResultState state(IndexEvent event) {
        ResultState turned = corrected.get(event.counter());
        if (turned != null) {
            return turned;
        }
        char letter = event.state() == 'I' ? 'i' : event.state();
        return "focsui".indexOf(letter) < 0 ? null : ResultState.ofLetter(letter);
    }

    Landmarks landmarks() {
        return landmarks;
    }

    /** The names of the playbooks, with commas between them; empty for an ad-hoc run. */
    String playbook() {
        return playbook;
    }

    /** When the first event was, in milliseconds since 1970, or {@link Long#MIN_VALUE}. */
    long base() {
        return base;
    }

    long events() {
        return events;
    }

    int lastCounter() {
        return lastCounter;
    }

    /** When the last event was, in milliseconds since the first. */
    int lastAt() {
        return lastAt;
    }

    /** The bytes of {@code events.jsonl} that are known. */
    long known() {
        return end;
    }

    /** Events that are warnings, deprecations or errors by themselves. */
    int remarks() {
        return remarks;
    }

    /** Whether the numbers of the hosts are Ansible's own: its statistics came after the last result. */
    boolean hasStatistics() {
        return hasStatistics;
    }

    /** Whether each result names its host; false for a run that was recorded without {@code event_data}. */
    boolean hasAllData() {
        return hasAllData;
    }
}
