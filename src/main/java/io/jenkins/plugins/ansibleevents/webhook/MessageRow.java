package io.jenkins.plugins.ansibleevents.webhook;

import hudson.model.Item;
import hudson.model.Run;
import io.jenkins.plugins.ansibleevents.engine.inbound.dispatch.MessageReport;
import io.jenkins.plugins.ansibleevents.engine.inbound.dispatch.MessageReport.StartedRun;
import io.jenkins.plugins.ansibleevents.engine.inbound.dispatch.MessageStep;
import io.jenkins.plugins.ansibleevents.webhook.trigger.BuildStarter;
import io.jenkins.plugins.ansibleevents.webhook.trigger.BuildUrl;
import io.jenkins.plugins.ansibleevents.webhook.trigger.EventTriggers;
import io.jenkins.plugins.ansibleevents.webhook.trigger.WebhookMessagesAction;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import jenkins.model.Jenkins;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/** A message on the page, in the words of Jenkins: its rules are jobs, its runs are builds. */
@Restricted(NoExternalUse.class)
public final class MessageRow {

    /** The name of a rule ends with a part of the hash of its job's name. */
    private static final Pattern RULE = Pattern.compile("\\brule ([A-Za-z0-9_-]{1,40}\\.[0-9a-f]{12})\\b");

    private final MessageReport report;

    MessageRow(MessageReport report) {
        this.report = report;
    }

    /**
     * A build of the message.
     *
     * @param url below the root of Jenkins; empty when the user may not see the build, or it is gone
     * @param name what is shown
     * @param state running, or its result
     */
    public record BuildLink(String url, String name, String state) {

        static BuildLink of(StartedRun run) {
            Optional<Run<?, ?>> build = visible(run.run());
            return build.isEmpty()
                    ? new BuildLink("", Messages.MessageRow_otherBuild(), run.state())
                    : new BuildLink(run.run(), build.get().getFullDisplayName(), run.state());
        }
    }

    /**
     * A step as it is shown.
     *
     * @param url of the build that it is about, below the root of Jenkins, or empty
     */
    public record StepRow(Instant at, String words, String url) {}

    private static Optional<Run<?, ?>> visible(String url) {
        return BuildUrl.find(url).filter(build -> build.getParent().hasPermission(Item.READ));
    }

    static String stateWords(String state) {
        return switch (state) {
            case "queued" -> Messages.MessageRow_queued();
            case "scheduled" -> Messages.MessageRow_scheduled();
            case "running" -> Messages.MessageRow_running();
            case "done" -> Messages.MessageRow_done();
            case "filtered" -> Messages.MessageRow_filtered();
            case "dead" -> Messages.MessageRow_dead();
            case "dropped" -> Messages.MessageRow_dropped();
            case "interrupted" -> Messages.MessageRow_interrupted();
            default -> state;
        };
    }

    /** Names the job instead of the rule. */
    static String words(String reason) {
        return RULE.matcher(reason)
                .replaceAll(found -> Matcher.quoteReplacement(
                        Messages.MessageRow_triggerOf(EventTriggers.get().jobOf(found.group(1)))));
    }

    public String getId() {
        return report.id();
    }

    public String getEndpoint() {
        return report.endpoint();
    }

    public String getSender() {
        return report.sender();
    }

    public Instant getReceived() {
        return report.received();
    }

    public Instant getSince() {
        return report.since();
    }

    public String getStateWords() {
        return stateWords(report.state());
    }

    public boolean isDead() {
        return report.state().equals("dead");
    }

    public int getAttempts() {
        return report.attempts();
    }

    public String getReason() {
        return words(report.reason());
    }

    public List<BuildLink> getBuilds() {
        return report.runs().stream().map(BuildLink::of).toList();
    }

    /** What has happened, from its arrival on. */
    public List<StepRow> getSteps() {
        var rows = new ArrayList<StepRow>();
        rows.add(new StepRow(
                report.received(),
                report.endpoint().isEmpty()
                        ? Messages.MessageRow_stepFound()
                        : Messages.MessageRow_stepReceived(report.endpoint(), report.sender()),
                ""));
        report.steps().forEach(step -> rows.add(row(step)));
        return rows;
    }

    private static StepRow row(MessageStep step) {
        String detail = step.detail();
        return switch (step.kind()) {
            case WAITS -> plain(step, Messages.MessageRow_stepWaits());
            case ASKED ->
                plain(step, Messages.MessageRow_stepAsked(EventTriggers.get().jobOf(detail)));
            case BEGUN -> ofBuild(step, detail, "");
            case ENDED -> {
                int end = detail.indexOf(' ');
                yield ofBuild(step, detail.substring(0, end), detail.substring(end + 1));
            }
            case RETRIED -> plain(step, Messages.MessageRow_stepRetried(words(detail)));
            case FILTERED ->
                plain(
                        step,
                        detail.isEmpty()
                                ? Messages.MessageRow_stepFiltered()
                                : Messages.MessageRow_stepThrottled(words(detail)));
            case DEAD -> plain(step, Messages.MessageRow_stepDead(words(detail)));
            case PUT_BACK -> plain(step, Messages.MessageRow_stepPutBack(detail));
            case DROPPED -> plain(step, Messages.MessageRow_stepDropped(detail));
            case LEFT_OUT -> plain(step, Messages.MessageRow_stepLeftOut(detail));
        };
    }

    private static StepRow plain(MessageStep step, String words) {
        return new StepRow(step.at(), words, "");
    }

    private static StepRow ofBuild(MessageStep step, String url, String result) {
        Optional<Run<?, ?>> build = visible(url);
        String name = build.map(Run::getFullDisplayName).orElseGet(Messages::MessageRow_otherBuild);
        String words =
                result.isEmpty() ? Messages.MessageRow_stepBegun(name) : Messages.MessageRow_stepEnded(name, result);
        return new StepRow(step.at(), words, build.isPresent() ? url : "");
    }

    /**
     * The payload without secrets: for administrators while the queue has it, and for those who may see the
     * configuration of a job that has built it. Empty when it is not there, or not for the user.
     */
    public String getPayload() {
        if (Jenkins.get().hasPermission(Jenkins.ADMINISTER)) {
            Optional<String> waiting = WebhookService.get()
                    .runtime()
                    .flatMap(running -> running.reports().message(getId()))
                    .map(BuildStarter.get()::payload);
            if (waiting.isPresent()) {
                return waiting.get();
            }
        }
        return report.runs().stream()
                .flatMap(run -> visible(run.run()).stream())
                .map(build -> build.getAction(WebhookMessagesAction.class))
                .filter(Objects::nonNull)
                .map(messages -> messages.payload(getId()))
                .filter(payload -> !payload.isEmpty())
                .findFirst()
                .orElse("");
    }
}
