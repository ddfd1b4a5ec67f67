package io.jenkins.plugins.ansibleevents.emitter;

import hudson.util.ListBoxModel;
import io.jenkins.plugins.ansibleevents.access.FormAccess;
import java.util.List;
import java.util.function.UnaryOperator;

/** The engine's values of an option with few of them. */
final class OptionChoice {

    private OptionChoice() {}

    /**
     * A list for a form.
     *
     * @param current the value that is chosen now
     * @param values the values, the default first, which the form saves as an empty value
     * @param label the text of a value for people
     */
    static ListBoxModel of(String current, List<String> values, UnaryOperator<String> label) {
        return FormAccess.ofJenkins().choices(current, () -> all(values, label));
    }

    private static ListBoxModel all(List<String> values, UnaryOperator<String> label) {
        var choices = new ListBoxModel();
        choices.add(Messages.OptionChoice_default(label.apply(values.get(0))), "");
        values.forEach(value -> choices.add(label.apply(value), value));
        return choices;
    }
}
