package io.jenkins.plugins.ansibleevents.step;

import io.jenkins.plugins.ansibleevents.engine.playbook.PlaybookRequestException;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The step's names for what the engine calls otherwise, so that an error names an option that the step has. */
final class StepOptionNames {

    private static final Map<String, String> NAMES = Map.of(
            "connectionPassword", "credentialsId",
            "becomePassword", "becomeCredentialsId",
            "vaultPassword", "vaultCredentials",
            "extraArguments", "extras",
            "connectionType", "connection",
            "skipTags", "skippedTags",
            "config", "ansibleConfig");

    private static final Pattern OPTION = Pattern.compile("^\\w+");
    private static final Pattern OTHER_OPTION = Pattern.compile("\\b(connection|become|vault)Password\\b");

    private StepOptionNames() {}

    /** The message of the exception, with the step's names. */
    static String message(PlaybookRequestException problem) {
        return renamed(OPTION, problem.option()) + ": " + renamed(OTHER_OPTION, problem.reason());
    }

    private static String renamed(Pattern names, String text) {
        return names.matcher(text)
                .replaceAll(name -> Matcher.quoteReplacement(NAMES.getOrDefault(name.group(), name.group())));
    }
}
