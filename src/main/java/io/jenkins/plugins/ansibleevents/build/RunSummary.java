package io.jenkins.plugins.ansibleevents.build;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.Util;
import io.jenkins.plugins.ansibleevents.engine.event.RunStatus;
import io.jenkins.plugins.ansibleevents.engine.runner.RunResult;
import java.io.Serializable;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;

/**
 * The few values of a run that a build keeps in {@code build.xml}, for the run's line; all others lie in its artifacts.
 *
 * <p>Saved by Jenkins: field names are for ever.
 */
public final class RunSummary implements Serializable {

    private static final long serialVersionUID = 1L;

    private final String ident;
    private final String playbook;
    private final String status;
    private final String outcome;
    private final String sentence;
    private final int rc;
    private final long events;
    private final long millis;
    private final boolean check;
    private final int hosts;
    private final int failedHosts;
    private final int unreachableHosts;
    private final int changedHosts;
    private final int onlyChangedHosts;
    private final int untouchedHosts;
    private final int plays;
    private final int tasks;
    private final @CheckForNull String limit;
    private final @CheckForNull String place;
    private final long startedMillis;
    private int removedAfterDays;
    private int removedAfterBuilds;
    private long removedMillis;

    /** @param check whether the run only checked */
    public RunSummary(PlaybookRunInfo run, boolean check, RunResult result, HostTally tally) {
        this(run.playbook(), run.limit(), run.place(), Instant.now().minus(result.duration()), check, result, tally);
    }

    RunSummary(
            String playbook,
            String limit,
            String place,
            Instant started,
            boolean check,
            RunResult result,
            HostTally tally) {
        this.ident = result.ident();
        this.playbook = playbook;
        this.limit = limit;
        this.place = place;
        this.startedMillis = started.toEpochMilli();
        this.status = result.status().wireName();
        this.outcome = result.outcome().kind().name();
        this.sentence = result.outcome().sentence();
        this.rc = result.rc();
        this.events = result.events();
        this.millis = result.duration().toMillis();
        this.check = check;
        this.hosts = tally.hosts();
        this.failedHosts = tally.failed().size();
        this.unreachableHosts = tally.unreachable().size();
        this.changedHosts = tally.changed().size();
        this.onlyChangedHosts = tally.onlyChanged();
        this.untouchedHosts = tally.untouched();
        this.plays = tally.plays();
        this.tasks = tally.tasks();
    }

    public String getIdent() {
        return ident;
    }

    /** One sentence for each emitter that has not delivered all messages of the run yet. */
    public List<String> getUndelivered() {
        return UndeliveredMessages.all(ident);
    }

    public String getPlaybook() {
        return playbook;
    }

    /** The limit of its hosts; empty for none, and for a run of a version that did not keep it. */
    public String getLimit() {
        return limit == null ? "" : limit;
    }

    /** Stage and branch of the Pipeline; empty for none, and for a run of a version that did not keep it. */
    public String getPlace() {
        return place == null ? "" : place;
    }

    /** When it began, in milliseconds since 1970; 0 for a run of a version that did not keep it. */
    public long getStartedMillis() {
        return startedMillis;
    }

    /** ansible-runner's status, for example {@code successful}. */
    public String getStatus() {
        return status;
    }

    boolean isSuccessful() {
        return status.equals(RunStatus.SUCCESSFUL.wireName());
    }

    /** The name of the engine's kind of outcome, for example {@code HOSTS_FAILED}. */
    public String getOutcome() {
        return outcome;
    }

    /** The outcome as a sentence. */
    public String getSentence() {
        return sentence;
    }

    public int getRc() {
        return rc;
    }

    public long getEvents() {
        return events;
    }

    public long getMillis() {
        return millis;
    }

    public boolean isCheck() {
        return check;
    }

    public int getHosts() {
        return hosts;
    }

    public int getFailedHosts() {
        return failedHosts;
    }

    public int getUnreachableHosts() {
        return unreachableHosts;
    }

    public int getChangedHosts() {
        return changedHosts;
    }

    /** Hosts that changed, and on which nothing failed; together with the next three they are all hosts. */
    public int getOnlyChangedHosts() {
        return onlyChangedHosts;
    }

    /** Hosts without failures and without changes. */
    public int getUntouchedHosts() {
        return untouchedHosts;
    }

    /** Hosts that could not be reached, and on which nothing failed. */
    public int getOnlyUnreachableHosts() {
        return hosts - failedHosts - onlyChangedHosts - untouchedHosts;
    }

    public int getPlays() {
        return plays;
    }

    public int getTasks() {
        return tasks;
    }

    /** The duration for people, for example {@code 4 min 12 sec}. */
    public String getDuration() {
        return Util.getTimeSpanString(millis);
    }

    /**
     * How it ended, as short as a label: {@code 1 of 6 hosts failed}, {@code 6 hosts ok, 2 of them changed}; the outcome where
     * hosts are not what decided.
     */
    public String getHeadline() {
        return switch (outcome) {
            case "SUCCESSFUL" -> hosts == 0 ? sentence : Messages.RunSummary_headlineGood(hosts, changedHosts);
            case "HOSTS_FAILED", "HOSTS_UNREACHABLE" -> failedHosts + unreachableHosts == 0 ? sentence : headlineBad();
            default -> sentence;
        };
    }

    private String headlineBad() {
        int away = getOnlyUnreachableHosts();
        if (failedHosts == 0) {
            return Messages.RunSummary_headlineUnreachable(away, hosts);
        }
        return away == 0
                ? Messages.RunSummary_headlineFailed(failedHosts, hosts)
                : Messages.RunSummary_headlineBoth(failedHosts, hosts, away);
    }

    /** The numbers in one line: hosts by state, plays and tasks, duration. */
    public String getLine() {
        return HostBar.of(this).getWords() + " \u00b7 " + getWork();
    }

    /** What it did, beside its hosts: plays and tasks, duration. */
    public String getWork() {
        String work = Messages.RunSummary_work(plays, tasks, getDuration());
        return check ? work + " \u00b7 " + Messages.RunSummary_check() : work;
    }

    /** Notes that its files are removed, because they are beyond a limit; the first removal counts. */
    void filesRemoved(ArtifactRetention limit, Instant now) {
        if (removedMillis == 0) {
            removedAfterDays = limit.days();
            removedAfterBuilds = limit.builds();
            removedMillis = now.toEpochMilli();
        }
    }

    /** Why its files are gone; empty when the retention has not removed them. */
    public String getRemoval() {
        if (removedMillis == 0) {
            return "";
        }
        LocalDate day = LocalDate.ofInstant(Instant.ofEpochMilli(removedMillis), ZoneId.systemDefault());
        return removedAfterDays > 0
                ? Messages.RunSummary_removedAfterDays(day, removedAfterDays)
                : Messages.RunSummary_removedAfterBuilds(day, removedAfterBuilds);
    }

    /** Where its files are among the build's artifacts. */
    public String getArtifactsPath() {
        return RunArchive.pathOf(ident);
    }
}
