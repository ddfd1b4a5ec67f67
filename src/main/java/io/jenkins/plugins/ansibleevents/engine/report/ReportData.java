package io.jenkins.plugins.ansibleevents.engine.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.jenkins.plugins.ansibleevents.engine.event.EventHead;
import io.jenkins.plugins.ansibleevents.engine.event.EventLine;
import io.jenkins.plugins.ansibleevents.engine.event.EventType;
import io.jenkins.plugins.ansibleevents.engine.event.Recap;
import io.jenkins.plugins.ansibleevents.engine.event.RecapBuilder;
import io.jenkins.plugins.ansibleevents.engine.event.ResultText;
import io.jenkins.plugins.ansibleevents.engine.record.StoredRemarks;
import io.jenkins.plugins.ansibleevents.engine.text.Excerpt;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The content of the report, gathered in three passes over the events so that the limits bound the memory. The first
 * pass finds the rescued failures; the second counts and takes failures, diffs and warnings; the third takes the events
 * of the hosts that are shown in detail.
 */
final class ReportData {

    /**
     * A failure with its text.
     *
     * @param head the event's head
     * @param outcome failed, unreachable, rescued or ignored
     * @param headline the reason, in a line
     * @param parts the texts of its result
     */
    record Failure(EventHead head, HostResult outcome, String headline, List<ResultText.Part> parts) {}

    private final ReportLimits limits;
    private final boolean hasRemarks;
    private final Verdicts verdicts = new Verdicts();
    private final RecapBuilder recaps = new RecapBuilder();
    private final Map<String, ReportHost> hosts = new LinkedHashMap<>();
    private final TaskRounds tasks = new TaskRounds();
    private final List<Failure> failures = new ArrayList<>();
    private final List<Failure> handled = new ArrayList<>();
    private final Map<HostResult, Integer> failuresSeen = new EnumMap<>(HostResult.class);
    private final Map<String, Integer> warnings = new LinkedHashMap<>();
    private final StringBuilder errors = new StringBuilder();
    private String playbook = "";
    private String firstTime = "";
    private String lastTime = "";
    private long events;
    private boolean allData = true;
    private int diffsSeen;
    private int listed;
    private Recap recap = recaps.recap();

    private ReportData(ReportLimits limits, boolean hasRemarks) {
        this.limits = limits;
        this.hasRemarks = hasRemarks;
    }

    /** @param stderr the run's file; without it, the warnings come from events of their own type only */
    static ReportData gather(RunEvents source, Path stderr, ReportLimits limits) throws IOException {
        var data = new ReportData(limits, Files.isRegularFile(stderr));
        if (data.hasRemarks) {
            StoredRemarks.warnings(stderr, data::warning);
        }
        source.each(data.verdicts::note);
        data.verdicts.end();
        source.each(data::count);
        data.recap = data.recaps.end();
        data.hostsWorstFirst().stream().limit(limits.detailedHosts()).forEach(ReportHost::showDetail);
        source.each(data::list);
        return data;
    }

    private void count(EventLine event) throws IOException {
        EventHead head = event.head();
        recaps.add(event);
        events++;
        firstTime = firstTime.isEmpty() ? head.created() : firstTime;
        lastTime = head.created();
        switch (head.event()) {
            case EventType.PLAYBOOK_ON_START -> notePlaybook(event);
            case "runner_on_file_diff" -> diff(event);
            case "warning", "deprecated", "system_warning" -> warningEvent(event);
            case "error" -> error(event);
            default -> result(event);
        }
    }

    private void notePlaybook(EventLine event) throws IOException {
        String name = event.tree().path("event_data").path("playbook").asText();
        playbook = playbook.isEmpty() ? name : playbook + ", " + name;
    }

    private void result(EventLine event) throws IOException {
        EventHead head = event.head();
        if (!head.isResult()) {
            allData = allData && !EventType.isResult(head.event());
            return;
        }
        HostResult outcome = verdicts.of(head);
        ReportHost host = hosts.computeIfAbsent(head.host(), ReportHost::new);
        host.note(outcome);
        tasks.endedBy(head).count(outcome, head);
        if (outcome.compareTo(HostResult.IGNORED) <= 0) {
            failure(event, outcome);
        }
    }

    private void failure(EventLine event, HostResult outcome) throws IOException {
        failuresSeen.merge(outcome, 1, Integer::sum);
        List<Failure> kept = outcome.isBad() ? failures : handled;
        if (kept.size() < limits.failures()) {
            JsonNode result = event.tree().path("event_data").path("res");
            kept.add(new Failure(event.head(), outcome, ResultText.headline(result), ResultText.parts(result)));
        }
    }

    private void diff(EventLine event) throws IOException {
        EventHead head = event.head();
        diffsSeen++;
        if (diffsSeen <= limits.diffs() && head.host() != null) {
            String text = ResultText.plain(event.tree().path("stdout").asText()).strip();
            tasks.of(head).add(new ReportTask.Diff(head.host(), Excerpt.of(text, limits.text())));
        }
    }

    private void warningEvent(EventLine event) throws IOException {
        if (!hasRemarks) {
            warning(event.tree().path("stdout").asText());
        }
    }

    private void warning(String shown) {
        String text = ResultText.plain(shown).strip();
        if (warnings.containsKey(text) || warnings.size() < limits.warnings()) {
            warnings.merge(Excerpt.of(text, limits.text()), 1, Integer::sum);
        }
    }

    private void error(EventLine event) throws IOException {
        if (errors.length() < limits.text()) {
            errors.append(ResultText.plain(event.tree().path("stdout").asText()))
                    .append('\n');
        }
    }

    private void list(EventLine event) throws IOException {
        EventHead head = event.head();
        if (head.host() == null || !(head.isResult() || isItem(head))) {
            return;
        }
        ReportHost host = hosts.get(head.host());
        if (host == null || !host.isDetailed()) {
            return;
        }
        HostResult outcome = isItem(head) ? ofItem(head) : verdicts.of(head);
        boolean important = !isItem(head) && outcome.compareTo(HostResult.IGNORED) <= 0;
        if (important || host.lines().size() < limits.eventsPerHost() && listed < limits.events()) {
            listed++;
            host.add(line(event, outcome));
        } else {
            host.leaveOut();
        }
    }

    private static boolean isItem(EventHead head) {
        return head.event().startsWith("runner_item_on_") || head.event().equals("runner_retry");
    }

    private static HostResult ofItem(EventHead head) {
        return switch (head.event()) {
            case "runner_item_on_ok" -> head.changed() ? HostResult.CHANGED : HostResult.OK;
            case "runner_item_on_skipped" -> HostResult.SKIPPED;
            case "runner_item_on_failed" -> HostResult.FAILED;
            default -> HostResult.IGNORED;
        };
    }

    private static ReportHost.Line line(EventLine event, HostResult outcome) throws IOException {
        EventHead head = event.head();
        boolean important = outcome.compareTo(HostResult.IGNORED) <= 0;
        // Most lines show nothing of their result, and the tree of a result is the most expensive part here.
        JsonNode result =
                important || isItem(head) ? event.tree().path("event_data").path("res") : MissingNode.getInstance();
        return new ReportHost.Line(
                head.counter(),
                timeOfDay(head.created()),
                head.task() == null ? "" : head.task(),
                head.taskPath() == null ? "" : head.taskPath(),
                outcome,
                itemLabel(head, result),
                head.duration(),
                important ? ResultText.headline(result) : "");
    }

    private static String itemLabel(EventHead head, JsonNode result) {
        if (head.event().equals("runner_retry")) {
            return "attempt " + result.path("attempts").asText("?") + " of "
                    + Math.max(0, result.path("retries").asInt() - 1);
        }
        String label = ResultText.text(result.path("_ansible_item_label"));
        return isItem(head) ? "item " + (label.isEmpty() ? ResultText.text(result.path("item")) : label) : "";
    }

    private static String timeOfDay(String created) {
        return created.length() >= 23 ? created.substring(11, 23) : created;
    }

    /** Whether each result names its host; false for a run that was recorded without {@code event_data}. */
    boolean hasAllData() {
        return allData;
    }

    /** The recap of the whole run, with Ansible's counts. */
    Recap recap() {
        return recap;
    }

    List<ReportHost> hostsWorstFirst() {
        return hosts.values().stream().sorted(ReportHost.WORST_FIRST).toList();
    }

    List<ReportTask> tasks() {
        return tasks.tasks();
    }

    /** The first failures that count: failed tasks and unreachable hosts. */
    List<Failure> failures() {
        return failures;
    }

    /** The first failures that were rescued or ignored. */
    List<Failure> handled() {
        return handled;
    }

    /** Failures of the run that count, shown or not. */
    int badSeen() {
        return failuresSeen(HostResult.FAILED) + failuresSeen(HostResult.UNREACHABLE);
    }

    /** Failures of the run with this outcome, shown or not. */
    int failuresSeen(HostResult outcome) {
        return failuresSeen.getOrDefault(outcome, 0);
    }

    /** Diffs of the run, shown or not. */
    int diffsSeen() {
        return diffsSeen;
    }

    /** Texts of warnings, each with its number of occurrences. */
    Map<String, Integer> warnings() {
        return warnings;
    }

    /** The text of Ansible's errors outside of tasks. */
    String errors() {
        return errors.toString().strip();
    }

    String playbook() {
        return playbook;
    }

    long events() {
        return events;
    }

    String firstTime() {
        return firstTime;
    }

    String lastTime() {
        return lastTime;
    }

    ReportLimits limits() {
        return limits;
    }
}
