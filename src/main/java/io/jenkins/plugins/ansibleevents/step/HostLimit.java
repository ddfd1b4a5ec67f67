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

    /** Reads a limit; an empty one is 0. */
    static HostLimit parse(String option, @CheckForNull String text) {
        String stripped = text == null || text.isBlank() ? "0" : text.strip();
        if (!FORM.matcher(stripped).matches()) {
            throw new IllegalArgumentException(
                    option + ": must be a number of hosts such as 3 or a share such as 5%, is \"" + stripped + "\"");
        }
        return new HostLimit(stripped);
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
        try {
            parse("", value);
            return FormValidation.ok();
        } catch (IllegalArgumentException e) {
            return FormValidation.error(Messages.HostLimit_form());
        }
    }
}
