package io.jenkins.plugins.ansibleevents.engine.view;

import java.util.Map;
import java.util.Set;

/** The parameters of a document, read strictly: a page that asks for something else learns that it does. */
final class Parameters {

    static final Parameters NONE = new Parameters(Map.of());

    private final Map<String, String> values;

    Parameters(Map<String, String> values) {
        this.values = Map.copyOf(values);
    }

    /** Refuses parameters with other names. */
    void only(Set<String> names) throws ViewException {
        for (String name : values.keySet()) {
            if (!names.contains(name)) {
                throw new ViewException(
                        names.isEmpty()
                                ? "this document takes no parameters, \"" + name + "\" was given"
                                : "there is no parameter \"" + name + "\", there are "
                                        + String.join(
                                                ", ", names.stream().sorted().toList()),
                        false);
            }
        }
    }

    /** A text, or empty when it is not given. */
    String text(String name) {
        return values.getOrDefault(name, "");
    }

    boolean has(String name) {
        return !text(name).isEmpty();
    }

    /** A number of a range. */
    int number(String name, int otherwise, int least, int most) throws ViewException {
        if (!has(name)) {
            return otherwise;
        }
        try {
            int value = Integer.parseInt(text(name));
            if (value >= least && value <= most) {
                return value;
            }
        } catch (NumberFormatException e) {
            // As a number out of range.
        }
        throw new ViewException(
                "\"" + name + "\" must be a number from " + least + " to " + most + ", is \"" + text(name) + "\"",
                false);
    }
}
