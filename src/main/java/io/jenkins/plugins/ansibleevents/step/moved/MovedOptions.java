package io.jenkins.plugins.ansibleevents.step.moved;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.AbortException;
import hudson.EnvVars;
import hudson.model.Run;
import io.jenkins.plugins.ansibleevents.access.MessageParameters;
import io.jenkins.plugins.ansibleevents.step.PlaybookOptions;
import java.util.HashMap;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * Options by the names that the Pipeline steps of the {@code ansible} plugin have. Unlike {@code ansibleRun}, those steps
 * expand {@code ${VARIABLES}} of the environment in a Pipeline, too.
 */
final class MovedOptions {

    private static final String ROOT = "root";

    private final String step;
    private final Map<String, Object> values = new HashMap<>();

    /** @param step the name of the step in messages */
    MovedOptions(String step) {
        this.step = step;
    }

    /**
     * Puts in the values of variables of the environment, as the {@code ansible} plugin does. In a build that a message has
     * started nothing is expanded: the text may hold words of a stranger, who could name a variable with a secret.
     */
    static UnaryOperator<String> expansion(Run<?, ?> build, EnvVars environment) {
        return MessageParameters.of(build).isPresent() ? UnaryOperator.identity() : environment::expand;
    }

    String step() {
        return step;
    }

    void put(String option, @CheckForNull Object value) {
        values.put(option, value);
    }

    /** The text of an option with its variables expanded; empty when it is not set. */
    String text(String option, UnaryOperator<String> expansion) {
        Object value = values.get(option);
        return value == null ? "" : expansion.apply(value.toString()).strip();
    }

    private boolean is(String option) {
        return Boolean.parseBoolean(String.valueOf(values.get(option)));
    }

    /** Sets all that {@code ansibleRun} knows but for the work itself. */
    @SuppressWarnings("deprecation") // the one way by which a script's values come in
    void setOn(PlaybookOptions run, UnaryOperator<String> expansion) throws AbortException {
        run.setInstallation(text("installation", expansion));
        inventory(run, expansion);
        run.setLimit(text("limit", expansion));
        run.setTags(text("tags", expansion));
        run.setSkippedTags(text("skippedTags", expansion));
        run.setStartAtTask(text("startAtTask", expansion));
        run.setCredentialsId(text("credentialsId", expansion));
        run.setVaultCredentialsId(text("vaultCredentialsId", expansion));
        run.setDisableHostKeyChecking(is("disableHostKeyChecking"));
        become(run, expansion);
        run.setCheckMode(is("checkMode"));
        run.setForks(forks(expansion));
        run.setColorized(is("colorized"));
        run.setExtras(text("extras", expansion));
        if (values.get("extraVars") != null) {
            run.setGroovyValues(Map.of("extraVars", MovedVariables.of(step, values.get("extraVars"), expansion)));
        }
    }

    private void inventory(PlaybookOptions run, UnaryOperator<String> expansion) {
        String inventory = text("inventory", expansion);
        run.setInventory(inventory);
        if (inventory.isEmpty()) {
            run.setInventoryContent(text("inventoryContent", expansion));
            run.setDynamicInventory(is("dynamicInventory"));
        }
    }

    private void become(PlaybookOptions run, UnaryOperator<String> expansion) {
        boolean become = is("become");
        if (become || is("sudo")) {
            String user = become ? "becomeUser" : "sudoUser";
            run.setBecome(true);
            run.setBecomeUser(values.containsKey(user) ? text(user, expansion) : ROOT);
        }
    }

    private int forks(UnaryOperator<String> expansion) throws AbortException {
        String forks = text("forks", expansion);
        try {
            return forks.isEmpty() ? 0 : Math.max(0, Integer.parseInt(forks));
        } catch (NumberFormatException e) {
            throw new AbortException(step + ": forks: " + Messages.MovedOptions_noNumber(forks));
        }
    }
}
