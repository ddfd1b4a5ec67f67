package io.jenkins.plugins.ansibleevents.engine.report;

/**
 * How much of a run the report shows. With the defaults a report stays below about 10 MB and opens at once: 2 000 host
 * rows, 20 000 event rows (at most 100 hosts x 200 or 300 hosts x 66), 200 failures, 200
 * that were rescued or ignored, 400 diffs.
 *
 * @param hosts rows of the host table, the worst first
 * @param detailedHosts hosts whose events are listed
 * @param eventsPerHost events listed per host; failures are listed beyond it
 * @param events events listed in all
 * @param failures failures shown with their text; as many that were rescued or ignored
 * @param tasks rows of the task table, the slowest first
 * @param diffs diffs shown
 * @param warnings different warnings shown
 * @param text characters of one text block
 */
record ReportLimits(
        int hosts,
        int detailedHosts,
        int eventsPerHost,
        int events,
        int failures,
        int tasks,
        int diffs,
        int warnings,
        int text) {

    /** The limits of every report of the product. */
    static final ReportLimits DEFAULT = new ReportLimits(2_000, 300, 200, 20_000, 200, 200, 400, 100, 8_000);
}
