package io.jenkins.plugins.ansibleevents.step;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.ansibleevents.engine.event.AnsibleInfo;
import io.jenkins.plugins.ansibleevents.engine.event.EventFormatException;
import io.jenkins.plugins.ansibleevents.engine.event.EventHead;
import io.jenkins.plugins.ansibleevents.engine.event.EventLine;
import io.jenkins.plugins.ansibleevents.engine.event.EventType;
import io.jenkins.plugins.ansibleevents.engine.event.RecapBuilder;
import io.jenkins.plugins.ansibleevents.engine.event.ResultText;
import io.jenkins.plugins.ansibleevents.engine.event.StatusEvent;
import io.jenkins.plugins.ansibleevents.engine.event.TaskSource;
import io.jenkins.plugins.ansibleevents.engine.runner.Progress;
import io.jenkins.plugins.ansibleevents.engine.runner.Remark;
import io.jenkins.plugins.ansibleevents.engine.runner.RunListener;
import io.jenkins.plugins.ansibleevents.engine.text.VisibleText;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Writes the log of a build from the events of a run, for {@link ConsoleMode#TASKS} and {@link ConsoleMode#FAILURES}: its
 * length depends on the tasks and the kinds of failures, not on the hosts. Lines have the form of Ansible's own, so that
 * colours, outline and links find them.
 *
 * <p>A task is over when another one begins and none of its hosts is in it. Where tasks overlap, as in the {@code free}
 * strategy, the tasks of a play are over at its end.
 */
final class TaskConsole implements RunListener {

    /** Text that Ansible displays outside of plays and tasks. */
    private static final Set<String> TEXT =
            Set.of(EventType.VERBOSE, "debug", "deprecated", "warning", "system_warning", "error");

    private static final String STARS = " ***";

    private final RunListener own;
    private final Consumer<String> log;
    private final boolean everyTask;
    private final long printed;
    private final LooseText loose = new LooseText(this::print);
    private final RecapBuilder recap = new RecapBuilder();
    private final Map<TaskSource, TaskLines> open = new LinkedHashMap<>();
    private String play = "";
    private boolean playShown;
    private boolean overlapping;
    private boolean rescued;
    private boolean muted;
    private @CheckForNull TaskLines heading;

    /**
     * A console of one run.
     *
     * @param own writes the plugin's own lines
     * @param log takes each of the other lines, without its line end
     * @param everyTask whether tasks without failures have a line
     * @param printed the counter of the last event whose lines the log already has; 0 for a run that begins
     */
    TaskConsole(RunListener own, Consumer<String> log, boolean everyTask, long printed) {
        this.own = own;
        this.log = log;
        this.everyTask = everyTask;
        this.printed = printed;
        this.muted = printed > 0;
    }

    @Override
    public void status(StatusEvent status) {
        if (status.status().isFinal()) {
            muted = false;
            loose.event(false);
            endTasks();
        }
        own.status(status);
    }

    @Override
    public void ansible(AnsibleInfo info) {
        own.ansible(info);
    }

    @Override
    public void notice(String message) {
        if (!muted) {
            own.notice(message);
        }
    }

    @Override
    public void progress(Progress progress) {
        rescued = rescued || progress.rescued();
    }

    @Override
    public void remark(Remark remark) {
        loose.remark(remark);
    }

    @Override
    public void event(EventLine event) {
        muted = event.head().counter() <= printed;
        take(event);
        // What comes before the next event may be new: it is rather twice in the log than never.
        muted = event.head().counter() < printed;
    }

    private void take(EventLine event) {
        EventHead head = event.head();
        if (TEXT.contains(head.event())) {
            loose.text(stdout(event));
            return;
        }
        loose.event(isBad(head));
        recap.add(event);
        switch (head.event()) {
            case EventType.PLAYBOOK_ON_PLAY_START -> play(head);
            case EventType.PLAYBOOK_ON_TASK_START -> task(head);
            case EventType.PLAYBOOK_ON_STATS -> end();
            case EventType.RUNNER_ON_START -> taskOf(head).begun();
            case "playbook_on_no_hosts_matched", "playbook_on_no_hosts_remaining" ->
                stdout(event).lines().filter(line -> !line.isBlank()).forEach(this::print);
            default -> {
                if (head.isResult()) {
                    result(event);
                }
            }
        }
    }

    private static boolean isBad(EventHead head) {
        return head.event().contains("failed") || head.event().equals(EventType.RUNNER_ON_UNREACHABLE);
    }

    private void play(EventHead head) {
        endTasks();
        play = "PLAY [" + VisibleText.line(String.valueOf(head.play())) + "]" + STARS;
        playShown = false;
        overlapping = false;
        if (everyTask) {
            showPlay();
        }
    }

    private void task(EventHead head) {
        loose.task();
        TaskSource starting = TaskSource.of(head);
        for (Iterator<Map.Entry<TaskSource, TaskLines>> all = open.entrySet().iterator(); all.hasNext(); ) {
            Map.Entry<TaskSource, TaskLines> task = all.next();
            overlapping = overlapping || task.getValue().isBusy();
            if (!overlapping && !task.getKey().equals(starting)) {
                end(task.getValue());
                all.remove();
            }
        }
        taskOf(head);
    }

    private TaskLines taskOf(EventHead head) {
        return open.computeIfAbsent(TaskSource.of(head), source -> new TaskLines(name(head)));
    }

    private static String name(EventHead head) {
        String task = head.task() == null ? "" : head.task();
        return head.role() == null ? task : head.role() + " : " + task;
    }

    private void result(EventLine event) {
        EventHead head = event.head();
        TaskLines task = taskOf(head);
        TaskLines.Result result = resultOf(head);
        for (String line : task.result(result, head, result.isGood() ? "" : reason(event))) {
            showTask(task);
            print(line);
        }
    }

    private TaskLines.Result resultOf(EventHead head) {
        boolean handled = rescued;
        rescued = rescued && !head.event().equals(EventType.RUNNER_ON_FAILED);
        return switch (head.event()) {
            case EventType.RUNNER_ON_OK -> head.changed() ? TaskLines.Result.CHANGED : TaskLines.Result.OK;
            case EventType.RUNNER_ON_SKIPPED -> TaskLines.Result.SKIPPED;
            case EventType.RUNNER_ON_UNREACHABLE -> TaskLines.Result.UNREACHABLE;
            default ->
                head.ignoreErrors()
                        ? TaskLines.Result.IGNORED
                        : handled ? TaskLines.Result.RESCUED : TaskLines.Result.FAILED;
        };
    }

    private void showPlay() {
        playShown = true;
        heading = null;
        print("");
        print(play);
    }

    private void showTask(TaskLines task) {
        if (!playShown && !play.isEmpty()) {
            showPlay();
        }
        if (heading != task) {
            heading = task;
            print(task.heading() + STARS);
        }
    }

    private void end(TaskLines task) {
        for (String line : task.rest()) {
            showTask(task);
            print(line);
        }
        if (everyTask) {
            print(task.heading() + " " + task.counts());
            heading = null;
        }
    }

    private void endTasks() {
        open.values().forEach(this::end);
        open.clear();
        heading = null;
    }

    private void end() {
        endTasks();
        loose.end();
        print("");
        print("PLAY RECAP" + STARS);
        RecapLines.of(recap.recap(), everyTask).forEach(this::print);
    }

    private static String reason(EventLine event) {
        try {
            return ResultText.headline(event.data().path("res"));
        } catch (EventFormatException e) {
            return "";
        }
    }

    private static String stdout(EventLine event) {
        try {
            return event.tree().path("stdout").asText();
        } catch (EventFormatException e) {
            return "";
        }
    }

    private void print(String line) {
        if (!muted) {
            log.accept(line);
        }
    }
}
