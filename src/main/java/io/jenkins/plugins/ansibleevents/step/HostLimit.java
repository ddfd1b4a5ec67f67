package io.jenkins.plugins.ansibleevents.step;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.util.FormValidation;
import java.util.regex.Pattern;

/**
 * A number of hosts ({@code 3}) or a share of the hosts of a run ({@code 5%}).
 *
 * @param text as written
 */
record HostLimit(String text) {

    private static final Pattern FORM = Pattern.compile("\\d{1,6}|\\d{1,3}%");

    /** A limit as it is kept; an empty one is 0. */
    static String written(@CheckForNull String text) {
        return text == null || text.isBlank() ? "0" : text.strip();
    }

    static boolean isOne(String text) {
        return FORM.matcher(text).matches();
    }

    /** Whether this number of a run's hosts is more than the limit allows. */
    boolean exceededBy(int hosts, int all) {
        if (!text.endsWith("%")) {
            return hosts > Integer.parseInt(text);
        }
        int percent = Integer.parseInt(text.substring(0, text.length() - 1));
        return hosts * 100L > (long) percent * all;
    }

    static FormValidation check(String value) {
        return isOne(written(value)) ? FormValidation.ok() : FormValidation.error(Messages.HostLimit_form());
    }
}
