package io.jenkins.plugins.ansibleevents.engine.view;

/**
 * How much of a run stands in its {@code report.html}, so that the page stays below about 10 MB and opens at once. Hosts and
 * tasks are always there. Of a large run the times of good hosts, texts and single events are left out.
 *
 * @param cells cells of the matrix; a larger one is left out
 * @param times cells with their times, those of the worst hosts first
 * @param failures groups of failures
 * @param changes groups of changes
 * @param remarks warnings, deprecations and errors
 * @param events events that are listed, those of the worst hosts first
 * @param details events that are there as a whole, those of failures first
 * @param detailSize characters of one of them; bytes of all of them are at most fifty times as many
 * @param text characters of all texts of failures, and of all diffs
 * @param output lines of Ansible's output, from the first
 * @param outputText characters of these
 */
public record EmbedLimits(
        int cells,
        int times,
        int failures,
        int changes,
        int remarks,
        int events,
        int details,
        int detailSize,
        int text,
        int output,
        int outputText) {

    /** The limits of every report of the product. */
    public static final EmbedLimits DEFAULT =
            new EmbedLimits(2_000_000, 100_000, 200, 200, 200, 8_000, 1_000, 30_000, 1_000_000, 5_000, 500_000);

    private static final int DETAILS = 50;

    /** Bytes of all events that are there as a whole. */
    long detailBytes() {
        return (long) DETAILS * detailSize;
    }
}
