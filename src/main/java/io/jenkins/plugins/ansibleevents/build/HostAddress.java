package io.jenkins.plugins.ansibleevents.build;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.Util;
import hudson.model.Run;
import io.jenkins.plugins.ansibleevents.build.history.HistoryFile;
import io.jenkins.plugins.ansibleevents.build.history.HostPast;
import io.jenkins.plugins.ansibleevents.build.history.RunPast;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Where a host of a build is on the pages of its runs. */
final class HostAddress {

    private static final Logger LOGGER = Logger.getLogger(HostAddress.class.getName());

    /** Runs that are searched for a failure: those of parallel branches are mixed in the log. */
    private static final int MAX_RUNS = 10;

    private final Run<?, ?> build;
    private final List<BuildRun> runs;

    HostAddress(Run<?, ?> build, List<BuildRun> runs) {
        this.build = build;
        this.runs = runs;
    }

    /**
     * The address, relative to that of the tab.
     *
     * @param run the ident of the run; empty or unknown for the last one in which the host took part, as far as that is known
     * @param task the task in which it failed; empty for none
     */
    String of(String host, String run, String task) {
        String fragment = "#host:" + Util.rawEncode(host);
        for (BuildRun candidate : task.isEmpty() ? List.<BuildRun>of() : candidates(run)) {
            long failure = RunApi.documents(build, candidate.getIdent()).failure(host, task);
            if (failure > 0) {
                return page(candidate) + "#event:" + failure;
            }
        }
        BuildRun found = run(host, run);
        return found == null ? "." + fragment : page(found) + fragment;
    }

    private static String page(BuildRun run) {
        return "run/" + run.getIdent() + "/";
    }

    /** The run, or the last ones when it is not known which. */
    private List<BuildRun> candidates(String ident) {
        List<BuildRun> known =
                runs.stream().filter(run -> run.getIdent().equals(ident)).toList();
        if (!known.isEmpty()) {
            return known;
        }
        var last = new ArrayList<>(runs.subList(Math.max(0, runs.size() - MAX_RUNS), runs.size()));
        Collections.reverse(last);
        return last;
    }

    @CheckForNull
    private BuildRun run(String host, String ident) {
        BuildRun last = runs.isEmpty() ? null : runs.get(runs.size() - 1);
        for (BuildRun run : runs) {
            if (run.getIdent().equals(ident)) {
                return run;
            }
        }
        for (RunPast past : pasts()) {
            if (past.hosts().stream().map(HostPast::name).anyMatch(host::equals)) {
                last = runs.stream()
                        .filter(run -> run.getIdent().equals(past.ident()))
                        .findFirst()
                        .orElse(last);
            }
        }
        return last;
    }

    private List<RunPast> pasts() {
        try {
            return HistoryFile.read(build.getRootDir().toPath());
        } catch (IOException e) {
            LOGGER.log(Level.FINE, e, () -> "the history of " + build + " cannot be read");
            return List.of();
        }
    }
}
