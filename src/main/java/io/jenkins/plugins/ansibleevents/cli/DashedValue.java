package io.jenkins.plugins.ansibleevents.cli;

import java.util.List;
import java.util.Map;
import java.util.Stack;
import picocli.CommandLine.IParameterPreprocessor;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;

/**
 * Takes a value that begins with a dash and has a blank, such as {@code --cmdline '-e release=4.2'}, or follows {@code =},
 * such as {@code --cmdline=-v}. It looks like an option to picocli; to ansible-runner's parser it does not.
 */
final class DashedValue implements IParameterPreprocessor {

    @Override
    public boolean preprocess(Stack<String> words, CommandSpec command, ArgSpec option, Map<String, Object> info) {
        boolean attached = "=".equals(info.get("separator"));
        if (words.isEmpty()
                || !attached && words.peek().startsWith("-") && words.peek().indexOf(' ') < 0) {
            return false;
        }
        String word = words.pop();
        if (option.isMultiValue()) {
            List<String> given = option.getValue();
            given.add(word);
        } else {
            option.setValue(word);
        }
        return true;
    }
}
