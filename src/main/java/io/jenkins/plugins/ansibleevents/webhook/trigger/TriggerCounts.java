package io.jenkins.plugins.ansibleevents.webhook.trigger;

import hudson.model.Item;
import hudson.model.Job;
import io.jenkins.plugins.ansibleevents.engine.inbound.dispatch.RuleTally;
import io.jenkins.plugins.ansibleevents.engine.inbound.dispatch.RuleTally.Last;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;
import jenkins.model.Jenkins;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/** How many messages the trigger of a job has seen, matched and refused, on the page of the job. */
@Restricted(NoExternalUse.class)
public final class TriggerCounts {

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss 'UTC'").withZone(ZoneOffset.UTC);

    private final Job<?, ?> job;
    private final RuleTally tally;

    TriggerCounts(Job<?, ?> job, RuleTally tally) {
        this.job = job;
        this.tally = tally;
    }

    /**
     * A line of the table.
     *
     * @param number how many
     * @param last when the last one was, or empty
     * @param id the last message, for those who may open it; otherwise empty
     * @param reason why the last one was refused, for those who may see the settings of the job; otherwise empty
     */
    public record Line(String words, long number, String last, String id, String reason) {}

    public String getSince() {
        return time(tally.since());
    }

    public List<Line> getLines() {
        return List.of(
                line(Messages.TriggerCounts_seen(), tally.seen(), tally.lastSeen()),
                line(Messages.TriggerCounts_matched(), tally.matched(), tally.lastMatched()),
                line(Messages.TriggerCounts_refused(), tally.refused(), tally.lastRefused()));
    }

    private Line line(String words, long number, Optional<Last> last) {
        boolean mayOpen = Jenkins.get().hasPermission(Jenkins.SYSTEM_READ);
        boolean maySeeReasons = job.hasPermission(Item.EXTENDED_READ);
        return new Line(
                words,
                number,
                last.map(Last::at).map(TriggerCounts::time).orElse(""),
                last.filter(its -> mayOpen).map(Last::id).orElse(""),
                last.filter(its -> maySeeReasons).map(Last::reason).orElse(""));
    }

    private static String time(Instant time) {
        return TIME.format(time);
    }
}
