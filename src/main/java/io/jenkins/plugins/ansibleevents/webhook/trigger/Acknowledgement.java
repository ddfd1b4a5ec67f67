package io.jenkins.plugins.ansibleevents.webhook.trigger;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.Util;
import hudson.util.ListBoxModel;
import java.util.List;

/** When a message counts as done, in the words of forms and Pipelines. */
final class Acknowledgement {

    static final String STARTED = "started";
    static final String FINISHED = "finished";
    static final String SUCCESSFUL = "successful";

    /** The results a build may have and still be good, best first. */
    private static final List<String> RESULTS = List.of("SUCCESS", "UNSTABLE", "FAILURE");

    private Acknowledgement() {}

    /** One of the three, {@link #STARTED} when nothing is given. */
    static String checked(@CheckForNull String value) {
        return oneOf("acknowledge", value, List.of(STARTED, FINISHED, SUCCESSFUL));
    }

    /** A result, {@code SUCCESS} when nothing is given. */
    static String checkedResult(@CheckForNull String value) {
        return oneOf("worstResult", value, RESULTS);
    }

    private static String oneOf(String option, @CheckForNull String value, List<String> values) {
        String given = Util.fixEmptyAndTrim(value);
        if (given != null && !values.contains(given)) {
            throw new IllegalArgumentException(
                    option + " must be one of " + String.join(", ", values) + ", is \"" + given + "\"");
        }
        return given == null ? values.get(0) : given;
    }

    static ListBoxModel choices() {
        var choices = new ListBoxModel();
        choices.add(Messages.AnsibleEventTrigger_started(), STARTED);
        choices.add(Messages.AnsibleEventTrigger_finished(), FINISHED);
        choices.add(Messages.AnsibleEventTrigger_successful(), SUCCESSFUL);
        return choices;
    }

    static ListBoxModel results() {
        var results = new ListBoxModel();
        RESULTS.forEach(results::add);
        return results;
    }
}
