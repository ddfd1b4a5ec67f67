package io.jenkins.plugins.ansibleevents.step;

import hudson.model.Run;
import io.jenkins.plugins.ansibleevents.build.PlaybookRunsAction;
import java.util.Map;
import java.util.WeakHashMap;

/** Idents of runs: job, build and a number within the build, for example {@code deploy-42-1}. */
final class RunIdents {

    /** The engine allows 200 characters; the rest is for the numbers. */
    private static final int MAX_JOB = 160;

    private static final Map<Run<?, ?>, Integer> LAST = new WeakHashMap<>();

    private RunIdents() {}

    /** The next ident of a build; different for parallel steps, and after a restart. */
    static String next(Run<?, ?> build) {
        String job = build.getParent()
                .getFullName()
                .replaceAll("[^A-Za-z0-9._-]+", ".")
                .replaceFirst("^\\.+", "");
        String shortened = job.length() > MAX_JOB ? job.substring(job.length() - MAX_JOB) : job;
        return (shortened.isEmpty() ? "run" : shortened) + "-" + build.getNumber() + "-" + number(build);
    }

    private static int number(Run<?, ?> build) {
        PlaybookRunsAction ended = build.getAction(PlaybookRunsAction.class);
        int known = ended == null ? 0 : ended.getRuns().size();
        synchronized (LAST) {
            return LAST.merge(build, known + 1, (last, first) -> Math.max(last, known) + 1);
        }
    }
}
