package io.jenkins.plugins.ansibleevents.engine.playbook;

import io.jenkins.plugins.ansibleevents.engine.secret.Secret;
import java.util.List;
import java.util.Locale;

/**
 * The answer to whatever is asked while Ansible runs: by {@code vars_prompt}, by {@code pause}, by ssh or another program.
 * Ansible then runs at a pseudo-terminal.
 *
 * @param expression a regular expression, as Python reads it, that is searched in what the terminal shows
 * @param answer is typed, with Enter; may be empty
 * @param isOption whether Ansible gets the answer as an option, too, so that it asks only when ansible.cfg wants it to
 */
public record PromptAnswer(String expression, Secret answer, boolean isOption) {

    /** What people type to agree or not. Masked, these words would be missing in every event. */
    private static final List<String> NO_SECRETS = List.of("yes", "no", "true", "false", "all", "none", "continue");

    public PromptAnswer {
        if (RequestCheck.noNul("promptAnswers", expression).isEmpty()) {
            throw new PlaybookRequestException("promptAnswers", "the expression for a prompt must not be empty");
        }
        String text = answer.reveal(); // checked, never kept or quoted
        RequestCheck.noNul("promptAnswers, the answer to \"" + expression + "\"", text);
    }

    /** Whether the answer is to be masked. */
    boolean isSecret() {
        return !NO_SECRETS.contains(answer.reveal().strip().toLowerCase(Locale.ROOT)); // compared, never kept
    }

    /** What is typed before Enter: a secret read from a file often has a line end too many. */
    String typed() {
        return answer.reveal().replaceFirst("\\R\\z", ""); // for the private file of the terminal
    }
}
