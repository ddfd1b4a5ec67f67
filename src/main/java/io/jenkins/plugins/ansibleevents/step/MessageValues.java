package io.jenkins.plugins.ansibleevents.step;

import hudson.EnvVars;
import io.jenkins.plugins.ansibleevents.access.MessageParameters;
import io.jenkins.plugins.ansibleevents.engine.playbook.PlaybookRequestException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Finds the values of a step that a stranger wrote: a message started the build, or a build that started it, and
 * parameters hold the message's values.
 */
final class MessageValues {

    private static final Pattern BETWEEN_NAMES = Pattern.compile("[,:&!\\s]+");
    private static final Pattern PLAIN = Pattern.compile("[\\p{L}\\p{N}_.,: -]*");
    private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{N}_.-]*");

    private final Map<String, String> values;
    private final boolean present;
    private final boolean groups;
    private final EnvVars all;
    private final EnvVars without;

    private MessageValues(Optional<MessageParameters> parameters, StepSurroundings where) {
        this.present = parameters.isPresent();
        this.groups = parameters.map(MessageParameters::isGroups).orElse(false);
        this.values = parameters.map(p -> p.valuesIn(where.build())).orElse(Map.of());
        this.all = where.environment();
        this.without = new EnvVars(all);
        values.keySet().forEach(without::remove);
    }

    static MessageValues of(StepSurroundings where) {
        return new MessageValues(MessageParameters.of(where.build()), where);
    }

    /** Whether a message started this build, directly or by another build. */
    boolean present() {
        return present;
    }

    /** Whether a text of a freestyle job contains a variable for one of the parameters. */
    boolean isExpandedIn(String text) {
        return present && !all.expand(text).equals(without.expand(text));
    }

    /**
     * Refuses a text that will be parsed when a value in it could change its meaning.
     *
     * @throws PlaybookRequestException naming the parameter
     */
    void refuseWithin(String option, String text) {
        values.forEach((name, value) -> {
            if (!value.isBlank() && !WORD.matcher(value).matches() && text.contains(value)) {
                throw new PlaybookRequestException(option, Messages.MessageValues_parsed(name));
            }
        });
    }

    /**
     * The names in a limit that a message has set, each of which must be a host; none where a message may name groups.
     *
     * @throws PlaybookRequestException when the message holds a pattern
     */
    List<String> hostsIn(String limit) {
        var hosts = new ArrayList<String>();
        if (groups) {
            return hosts;
        }
        Set<String> said = names(limit);
        values.forEach((parameter, value) -> {
            if (!value.isBlank() && !PLAIN.matcher(value).matches() && limit.contains(value.strip())) {
                throw new PlaybookRequestException("limit", Messages.MessageValues_pattern(parameter));
            }
            names(value).stream().filter(said::contains).forEach(hosts::add);
        });
        return hosts.stream().distinct().toList();
    }

    private static Set<String> names(String text) {
        var names = new LinkedHashSet<>(List.of(BETWEEN_NAMES.split(text)));
        names.remove("");
        return names;
    }
}
