package io.jenkins.plugins.ansibleevents.engine.view;

import io.jenkins.plugins.ansibleevents.engine.event.StatusEvent;
import java.util.List;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** On how many hosts a run works at the same time, as far as its command or its environment says it. */
final class Forks {

    private static final Pattern WITH_NUMBER = Pattern.compile("(?:-f|--forks=)([0-9]{1,6})");

    private Forks() {}

    static OptionalInt of(StatusEvent starting) {
        List<String> command = starting.command();
        for (int i = command.size() - 1; i > 0; i--) {
            Matcher one = WITH_NUMBER.matcher(command.get(i));
            if (one.matches()) {
                return OptionalInt.of(Integer.parseInt(one.group(1)));
            }
            String before = command.get(i - 1);
            if ((before.equals("-f") || before.equals("--forks"))
                    && command.get(i).matches("[0-9]{1,6}")) {
                return OptionalInt.of(Integer.parseInt(command.get(i)));
            }
        }
        String variable = starting.env().getOrDefault("ANSIBLE_FORKS", "");
        return variable.matches("[0-9]{1,6}") ? OptionalInt.of(Integer.parseInt(variable)) : OptionalInt.empty();
    }
}
