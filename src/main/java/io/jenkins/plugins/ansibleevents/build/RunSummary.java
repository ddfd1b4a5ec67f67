package io.jenkins.plugins.ansibleevents.build;

import io.jenkins.plugins.ansibleevents.engine.runner.RunResult;
import java.io.Serializable;

/**
 * What a build keeps of a run in {@code build.xml}: the few values of its line; everything else lies in its artifacts.
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

    public RunSummary(String playbook, boolean check, RunResult result, HostTally tally) {
        this.ident = result.ident();
        this.playbook = playbook;
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
    }

    public String getIdent() {
        return ident;
    }

    public String getPlaybook() {
        return playbook;
    }

    /** ansible-runner's status, for example {@code successful}. */
    public String getStatus() {
        return status;
    }

    /** The name of the engine's kind of outcome, for example {@code HOSTS_FAILED}. */
    public String getOutcome() {
        return outcome;
    }

    /** What happened, for people. */
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

    /** Where its files are among the build's artifacts. */
    public String getArtifactsPath() {
        return RunArchive.pathOf(ident);
    }
}
