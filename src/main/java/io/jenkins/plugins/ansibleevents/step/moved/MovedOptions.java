package io.jenkins.plugins.ansibleevents.step.moved;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.AbortException;
import hudson.EnvVars;
import io.jenkins.plugins.ansibleevents.step.PlaybookOptions;
import java.util.HashMap;
import java.util.Map;

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

    String step() {
        return step;
    }

    void put(String option, @CheckForNull Object value) {
        values.put(option, value);
    }

    /** The text of an option with its variables expanded; empty when it is not set. */
    String text(String option, EnvVars environment) {
        Object value = values.get(option);
        return value == null ? "" : environment.expand(value.toString()).strip();
    }

    private boolean is(String option) {
        return Boolean.parseBoolean(String.valueOf(values.get(option)));
    }

    /** Sets all that {@code ansibleRun} knows but for the work itself. */
    @SuppressWarnings("deprecation") // the one way by which a script's values come in
    void setOn(PlaybookOptions run, EnvVars environment) throws AbortException {
        run.setInstallation(text("installation", environment));
        inventory(run, environment);
        run.setLimit(text("limit", environment));
        run.setTags(text("tags", environment));
        run.setSkippedTags(text("skippedTags", environment));
        run.setStartAtTask(text("startAtTask", environment));
        run.setCredentialsId(text("credentialsId", environment));
        run.setVaultCredentialsId(text("vaultCredentialsId", environment));
        run.setDisableHostKeyChecking(is("disableHostKeyChecking"));
        become(run, environment);
        run.setCheckMode(is("checkMode"));
        run.setForks(forks(environment));
        run.setColorized(is("colorized"));
        run.setExtras(text("extras", environment));
        if (values.get("extraVars") != null) {
            run.setGroovyValues(Map.of("extraVars", MovedVariables.of(step, values.get("extraVars"), environment)));
        }
    }

    private void inventory(PlaybookOptions run, EnvVars environment) {
        String inventory = text("inventory", environment);
        run.setInventory(inventory);
        if (inventory.isEmpty()) {
            run.setInventoryContent(text("inventoryContent", environment));
            run.setDynamicInventory(is("dynamicInventory"));
        }
    }

    private void become(PlaybookOptions run, EnvVars environment) {
        boolean become = is("become");
        if (become || is("sudo")) {
            String user = become ? "becomeUser" : "sudoUser";
            run.setBecome(true);
            run.setBecomeUser(values.containsKey(user) ? text(user, environment) : ROOT);
        }
    }

    private int forks(EnvVars environment) throws AbortException {
        String forks = text("forks", environment);
        try {
            return forks.isEmpty() ? 0 : Math.max(0, Integer.parseInt(forks));
        } catch (NumberFormatException e) {
            throw new AbortException(step + ": forks: " + Messages.MovedOptions_noNumber(forks));
        }
    }
}
