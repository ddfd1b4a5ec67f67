package io.jenkins.plugins.ansibleevents.build.history;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.Extension;
import hudson.model.Action;
import hudson.model.Job;
import hudson.model.Run;
import io.jenkins.plugins.ansibleevents.build.view.JsonReply;
import io.jenkins.plugins.ansibleevents.build.view.PageModules;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import jenkins.model.Tab;
import jenkins.model.TransientActionFactory;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.kohsuke.stapler.HttpResponse;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.GET;

/** The page about the runs of a job's last builds, and a small form of it on the page of the job itself. */
@Restricted(NoExternalUse.class)
public final class JobRunsAction extends Tab {

    /** Builds that are compared when nobody says how many. */
    static final int BUILDS = 30;

    static final int MAX_BUILDS = 200;

    private static final int BAD_REQUEST = 400;
    private static final int FORBIDDEN = 403;

    private final Job<?, ?> job;

    private JobRunsAction(Job<?, ?> job) {
        super(job);
        this.job = job;
    }

    @Override
    public String getIconFileName() {
        return "symbol-play-circle-outline plugin-ionicons-api";
    }

    @Override
    public String getDisplayName() {
        return Messages.JobRunsAction_displayName();
    }

    @Override
    public String getUrlName() {
        return "ansible-events";
    }

    public Job<?, ?> getJob() {
        return job;
    }

    /** The directory of the modules that draw the page, relative to the root of Jenkins and ending with a slash. */
    public String getModules() {
        return PageModules.directory();
    }

    /** Whether the user may see what the runs did. */
    public boolean isAllowed() {
        return HostHistory.mayReadRuns(job);
    }

    /**
     * The {@link JobDocument}.
     *
     * @param builds how many of the newest builds, up to {@value #MAX_BUILDS}; {@value #BUILDS} when it is empty
     * @param reference with which build the newest one is compared: {@code previous}, also when it is empty, or {@code
     *     successful}
     */
    @GET
    public HttpResponse doApi(@QueryParameter String builds, @QueryParameter String reference) throws IOException {
        if (!isAllowed()) {
            return JsonReply.error(FORBIDDEN, Messages.JobRunsAction_notAllowed());
        }
        int limit = number(builds);
        if (limit < 1 || limit > MAX_BUILDS) {
            return JsonReply.error(BAD_REQUEST, Messages.JobRunsAction_noBuilds(MAX_BUILDS, builds));
        }
        Comparison.Reference which = which(reference);
        if (which == null) {
            return JsonReply.error(BAD_REQUEST, Messages.JobRunsAction_noReference(reference));
        }
        Path directory = job.getBuildDir().toPath();
        return JsonReply.of(
                version(directory, limit) + "-" + which,
                out -> new JobDocument(JobPast.read(directory, limit), which).write(out));
    }

    private static int number(@CheckForNull String text) {
        if (text == null || text.isEmpty()) {
            return BUILDS;
        }
        return text.matches("\\d{1,4}") ? Integer.parseInt(text) : 0;
    }

    @CheckForNull
    private static Comparison.Reference which(@CheckForNull String text) {
        if (text == null || text.isEmpty()) {
            return Comparison.Reference.PREVIOUS;
        }
        for (Comparison.Reference reference : Comparison.Reference.values()) {
            if (reference.name().toLowerCase(Locale.ROOT).equals(text)) {
                return reference;
            }
        }
        return null;
    }

    /** The files of which the document is made, and when they were written. */
    private static String version(Path directory, int limit) throws IOException {
        long hash = limit;
        List<Integer> newest = JobPast.newest(directory, limit);
        for (int number : newest) {
            Path file = HistoryFile.in(directory.resolve(Integer.toString(number)));
            hash = 31 * hash + number;
            hash = 31 * hash + Files.getLastModifiedTime(file).toMillis();
        }
        return Long.toHexString(hash);
    }

    /** Adds the page to jobs that had a run. A file in the directory of the job tells them: no build is loaded for it. */
    @Extension
    public static final class Factory extends TransientActionFactory<Job<?, ?>> {

        @Override
        @SuppressWarnings({"unchecked", "rawtypes"}) // the class of a generic type
        public Class<Job<?, ?>> type() {
            return (Class) Job.class;
        }

        @Override
        public Class<? extends Action> actionType() {
            return JobRunsAction.class;
        }

        @Override
        public Collection<? extends Action> createFor(Job<?, ?> target) {
            return isMarked(target) ? List.of(new JobRunsAction(target)) : List.of();
        }
    }

    private static Path marker(Job<?, ?> job) {
        return job.getRootDir().toPath().resolve("ansible-events");
    }

    /** Whether a job has had a run. */
    static boolean isMarked(Job<?, ?> job) {
        return Files.exists(marker(job));
    }

    /** The job of a build has had a run. */
    static void mark(Run<?, ?> build) throws IOException {
        Path marker = marker(build.getParent());
        if (!Files.exists(marker)) {
            Files.createFile(marker);
        }
    }
}
