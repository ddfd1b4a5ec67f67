package io.jenkins.plugins.ansibleevents.engine.artifact;

import java.io.IOException;
import java.util.List;
import java.util.Map;

/** Draws the files that follow from the events: they can be drawn again at any time. */
final class RunReports {

    private RunReports() {}

    static void write(RunDirectory run, Map<String, String> ansible, List<String> findings, ArtifactFiles files)
            throws IOException {
        ReportFacts facts = ReportFacts.read(run).withFindings(findings);
        ReportFacts known = ansible.isEmpty() ? facts : facts.withAnsible(ansible);
        files.replace(run.junit(), out -> JUnitReport.write(run.events(), known.failed(), out));
        files.replace(
                run.report(),
                out -> HtmlReport.write(known, ReportData.gather(run.events(), ReportLimits.DEFAULT), out));
    }
}
