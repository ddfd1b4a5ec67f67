package io.jenkins.plugins.ansibleevents.step;

import hudson.AbortException;
import io.jenkins.plugins.ansibleevents.build.EmitterNames;
import io.jenkins.plugins.ansibleevents.engine.text.NearestName;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** The emitters that a step names. */
final class ChosenEmitters {

    /** Stands for no emitter at all. */
    static final String NONE = "none";

    private static final Pattern BETWEEN_NAMES = Pattern.compile("[,\\v]");

    private ChosenEmitters() {}

    /** The names in the text of the option: commas between them, or one on a line. */
    static List<String> names(String text) {
        return Arrays.stream(BETWEEN_NAMES.split(text))
                .map(String::strip)
                .filter(name -> !name.isEmpty())
                .toList();
    }

    /**
     * The names that a run asks for, with their variables expanded.
     *
     * @throws AbortException when one of them does not exist, unless the step ignores that
     */
    static List<String> of(PlaybookOptions options, StepSurroundings where) throws AbortException {
        List<String> names =
                names(options.getEmitters()).stream().map(where::expand).toList();
        Optional<String> problem = problem(names);
        if (problem.isPresent() && MissingEmitters.of(options.getMissingEmitters()) == MissingEmitters.FAIL) {
            throw new AbortException("ansibleRun: emitters: " + problem.get());
        }
        return names;
    }

    /** One sentence about the names that no emitter has, and what to do; empty when each name is one of an emitter. */
    static Optional<String> problem(List<String> names) {
        List<String> configured = EmitterNames.all();
        List<String> missing = names.stream()
                .filter(name -> !name.equals(NONE) && !configured.contains(name))
                .map(name -> NearestName.of(name, configured)
                        .map(meant -> Messages.ChosenEmitters_meant(name, meant))
                        .orElseGet(() -> '"' + name + '"'))
                .toList();
        if (missing.isEmpty()) {
            return Optional.empty();
        }
        String all = String.join(", ", missing);
        return Optional.of(
                configured.isEmpty()
                        ? Messages.ChosenEmitters_noneConfigured(all)
                        : Messages.ChosenEmitters_missing(all, String.join(", ", configured)));
    }
}
