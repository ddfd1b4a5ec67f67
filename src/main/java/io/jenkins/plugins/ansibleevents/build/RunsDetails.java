package io.jenkins.plugins.ansibleevents.build;

import hudson.Extension;
import hudson.model.Run;
import java.util.List;
import jenkins.model.details.Detail;
import jenkins.model.details.DetailFactory;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.kohsuke.stapler.Stapler;
import org.kohsuke.stapler.StaplerRequest2;

/** Says among the details of a build, at the top of its new page, how its runs ended, and leads to them. */
@Extension
@Restricted(NoExternalUse.class)
public final class RunsDetails extends DetailFactory<Run<?, ?>> {

    @Override
    @SuppressWarnings({"unchecked", "rawtypes"}) // the class of a generic type
    public Class<Run<?, ?>> type() {
        return (Class) Run.class;
    }

    @Override
    public List<? extends Detail> createFor(Run<?, ?> target) {
        PlaybookRunsAction runs = target.getAction(PlaybookRunsAction.class);
        return runs == null || runs.getIconFileName() == null ? List.of() : List.of(new RunsDetail(target, runs));
    }

    /** The detail. */
    @Restricted(NoExternalUse.class)
    public static final class RunsDetail extends Detail {

        private final Run<?, ?> build;
        private final PlaybookRunsAction runs;

        RunsDetail(Run<?, ?> build, PlaybookRunsAction runs) {
            super(build);
            this.build = build;
            this.runs = runs;
        }

        @Override
        public String getIconClassName() {
            return runs.getIconFileName();
        }

        @Override
        public String getDisplayName() {
            List<BuildRun> all = runs.getAll();
            RunSummary only = all.size() == 1 ? all.get(0).getSummary() : null;
            if (only != null) {
                return only.getHeadline();
            }
            long going = all.stream().filter(BuildRun::isGoingOn).count();
            long bad =
                    runs.getRuns().stream().filter(run -> !run.isSuccessful()).count();
            return Messages.RunsDetails_runs(all.size(), bad, going);
        }

        /** From the root, because pages below the build's show its details, too. */
        @Override
        public String getLink() {
            StaplerRequest2 request = Stapler.getCurrentRequest2();
            String root = request == null ? "" : request.getContextPath();
            return root + "/" + build.getUrl() + runs.getUrlName() + "/";
        }
    }
}
