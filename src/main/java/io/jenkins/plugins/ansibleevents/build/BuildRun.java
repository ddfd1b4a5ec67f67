package io.jenkins.plugins.ansibleevents.build;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.Util;
import hudson.model.Cause;
import hudson.model.Result;
import hudson.model.Run;
import io.jenkins.plugins.ansibleevents.build.history.FailureGroup;
import io.jenkins.plugins.ansibleevents.build.history.HistoryFile;
import io.jenkins.plugins.ansibleevents.build.view.PageModules;
import io.jenkins.plugins.ansibleevents.engine.view.RunCounts;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import jenkins.model.Tab;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/**
 * A run of a build as its pages show it, whether it goes on or has ended, and the page of it. What happened in it is drawn in
 * the browser, from the documents of {@link RunDocuments}; this is what only Jenkins knows.
 */
@Restricted(NoExternalUse.class)
public final class BuildRun extends Tab {

    private static final Logger LOGGER = Logger.getLogger(BuildRun.class.getName());

    private final Run<?, ?> build;
    private final String ident;
    private final String playbook;
    private final String limit;
    private final String place;
    private final @CheckForNull RunSummary summary;
    private final Instant since;

    private BuildRun(
            Run<?, ?> build,
            String ident,
            String playbook,
            String limit,
            String place,
            @CheckForNull RunSummary summary,
            Instant since) {
        super(build);
        this.build = build;
        this.ident = ident;
        this.playbook = playbook;
        this.limit = limit;
        this.place = place;
        this.summary = summary;
        this.since = since;
    }

    static BuildRun ended(Run<?, ?> build, RunSummary run) {
        return new BuildRun(
                build,
                run.getIdent(),
                run.getPlaybook(),
                run.getLimit(),
                run.getPlace(),
                run,
                Instant.ofEpochMilli(run.getStartedMillis()));
    }

    static BuildRun going(Run<?, ?> build, RunningRuns.Going going) {
        PlaybookRunInfo run = going.run();
        return new BuildRun(build, run.ident(), run.playbook(), run.limit(), run.place(), null, going.since());
    }

    public String getIdent() {
        return ident;
    }

    public String getPlaybook() {
        return playbook;
    }

    public String getLimit() {
        return limit;
    }

    /** Stage and branch of the Pipeline; empty for none. */
    public String getPlace() {
        return place;
    }

    public boolean isGoingOn() {
        return summary == null;
    }

    /** The counts and the outcome; null as long as the run goes on. */
    @CheckForNull
    public RunSummary getSummary() {
        return summary;
    }

    /** For how long it has gone on, or took, for people. */
    public String getDuration() {
        return summary == null
                ? Util.getTimeSpanString(Duration.between(since, Instant.now()).toMillis())
                : summary.getDuration();
    }

    /** Its hosts by state; null as long as none is known, and for users who may not see the artifacts of a run that goes on. */
    @CheckForNull
    public HostBar getBar() {
        if (summary != null) {
            return summary.getHosts() == 0 ? null : HostBar.of(summary);
        }
        RunCounts counts = RunApi.documents(build, ident).counts();
        HostBar bar = counts == null ? null : HostBar.of(counts);
        return bar == null || bar.getHosts() == 0 ? null : bar;
    }

    /** The address of its page, absolute within this Jenkins and ending with a slash; an only run has that of the tab. */
    public String getPage() {
        return tab() + "run/" + ident + "/";
    }

    /** The address of its documents, as {@link #getPage}. */
    public String getApi() {
        return tab() + "api/" + ident + "/";
    }

    private String tab() {
        return build.getUrl() + "ansible-events/";
    }

    /** The address of the directory of the modules that draw the page, ending with a slash. */
    public String getModules() {
        return PageModules.directory();
    }

    /** Its artifacts that still exist, as far as the user may see them. */
    public RunArtifacts getFiles() {
        return RunArtifacts.of(build, ident);
    }

    /** Where its files are among the artifacts of the build. */
    public String getArtifactsPath() {
        return RunArchive.pathOf(ident);
    }

    /** Why the files of a run are gone; empty when the retention has not removed them. */
    public String getRemoval() {
        return summary == null ? "" : summary.getRemoval();
    }

    /** The bad hosts by their reasons, for users who may see the artifacts; empty when there are none, or none are known. */
    public List<FailureGroup> getFailures() {
        if (summary == null || !RunArtifacts.areAllowed(build)) {
            return List.of();
        }
        try {
            return HistoryFile.read(build.getRootDir().toPath()).stream()
                    .filter(past -> past.ident().equals(ident))
                    .findFirst()
                    .map(FailureGroup::of)
                    .orElse(List.of());
        } catch (IOException e) {
            LOGGER.log(Level.WARNING, e, () -> "Cannot read the history of " + build);
            return List.of();
        }
    }

    /** Why the build is not as red as this run; empty when it is, or goes on. */
    public String getMilderResult() {
        Result result = build.getResult();
        boolean milder = summary != null
                && !summary.isSuccessful()
                && result != null
                && !build.isBuilding()
                && result.isBetterOrEqualTo(Result.UNSTABLE);
        return milder ? Messages.BuildRun_milderResult(result.toString()) : "";
    }

    /** One sentence for each emitter that has not delivered all messages of the run yet. */
    public List<String> getUndelivered() {
        return UndeliveredMessages.all(ident);
    }

    /** What started the build: a message, a user, another build. */
    public List<Cause> getCauses() {
        return build.getCauses();
    }

    /** The page about a host in all jobs, to which the name of the host is added. */
    public String getHostPage() {
        return "ansible-hosts/?name=";
    }

    public Run<?, ?> getBuild() {
        return build;
    }

    @CheckForNull
    @Override
    public String getIconFileName() {
        return null;
    }

    /** The title of its page. */
    @Override
    public String getDisplayName() {
        return playbook;
    }

    @Override
    public String getUrlName() {
        return "ansible-events/run/" + ident;
    }
}
