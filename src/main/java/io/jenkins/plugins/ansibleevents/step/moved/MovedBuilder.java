package io.jenkins.plugins.ansibleevents.step.moved;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.AbortException;
import hudson.EnvVars;
import hudson.FilePath;
import hudson.Launcher;
import hudson.model.AbstractProject;
import hudson.model.Run;
import hudson.model.TaskListener;
import hudson.tasks.BuildStepDescriptor;
import hudson.tasks.Builder;
import io.jenkins.plugins.ansibleevents.step.AnsibleRunBuilder;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.function.UnaryOperator;
import jenkins.tasks.SimpleBuildStep;
import org.jenkinsci.plugins.structs.describable.CustomDescribableModel;
import org.jenkinsci.plugins.structs.describable.UninstantiatedDescribable;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/**
 * A build step with the name and the options of one of the {@code ansible} plugin, for Pipelines that write {@code
 * step([$class: 'AnsiblePlaybookBuilder', ...])}. It starts {@link AnsibleRunBuilder}.
 */
@Restricted(NoExternalUse.class)
public abstract class MovedBuilder extends Builder implements SimpleBuildStep {

    /** The names of options that those build steps and the Pipeline steps call differently. */
    private static final Map<String, String> NAMES = names();

    private final transient Map<String, Object> options;

    MovedBuilder(@CheckForNull Map<String, Object> options) {
        this.options = options == null ? new HashMap<>() : new HashMap<>(options);
    }

    private static Map<String, String> names() {
        var names = new HashMap<>(Map.of(
                "ansibleName", "installation",
                "colorizedOutput", "colorized",
                "additionalParameters", "extras",
                "hostPattern", "hosts",
                "command", "moduleArguments"));
        for (String same : """
                playbook limit tags skippedTags startAtTask checkMode module action content input output \
                credentialsId vaultCredentialsId newVaultCredentialsId vaultTmpPath copyCredentialsInWorkspace \
                become becomeUser sudo sudoUser forks extraVars unbufferedOutput hostKeyChecking disableHostKeyChecking\
                """.split(" ")) {
            names.put(same, same);
        }
        return Map.copyOf(names);
    }

    /** The name that the Pipeline steps have for an option; the same name when they do not have it. */
    static String nameInPipeline(String option) {
        return NAMES.getOrDefault(option, option);
    }

    /** Not shown: Pipeline asks for it when it keeps the arguments of a step. */
    @CheckForNull
    public Map<String, Object> getOptions() {
        return null;
    }

    /** The work as our own build step knows it, without the options that all these build steps share. */
    abstract AnsibleRunBuilder work(MovedOptions named, UnaryOperator<String> expansion) throws AbortException;

    @Override
    public final void perform(
            Run<?, ?> build, FilePath workspace, EnvVars environment, Launcher launcher, TaskListener listener)
            throws InterruptedException, IOException {
        var named = new MovedOptions(getClass().getSimpleName());
        for (var option : options.entrySet()) {
            if (option.getKey().equals("inventory")) {
                inventory(named, option.getValue());
            } else if (NAMES.containsKey(option.getKey())) {
                named.put(NAMES.get(option.getKey()), option.getValue());
            } else {
                throw new AbortException(
                        named.step() + ": " + option.getKey() + ": " + Messages.MovedBuilder_unknown());
            }
        }
        UnaryOperator<String> expansion = MovedOptions.expansion(build, environment);
        AnsibleRunBuilder run = work(named, expansion);
        named.setOn(run, expansion);
        listener.getLogger().println("[ansible] " + Messages.MovedStep_runs(named.step()));
        run.perform(build, workspace, environment, launcher, listener);
    }

    /** An inventory is an object there, of one of three classes: a path, a text, or nothing. */
    private static void inventory(MovedOptions named, Object inventory) {
        Map<?, ?> arguments = inventory instanceof UninstantiatedDescribable symbol
                ? symbol.getArguments()
                : inventory instanceof Map<?, ?> map ? map : Map.of();
        named.put("inventory", arguments.get("path"));
        named.put("inventoryContent", arguments.get("content"));
        named.put("dynamicInventory", arguments.get("dynamic"));
    }

    /** Describes such a build step. */
    public abstract static class MovedBuilderDescriptor extends BuildStepDescriptor<Builder>
            implements CustomDescribableModel {

        @Override
        public boolean isApplicable(@SuppressWarnings("rawtypes") Class<? extends AbstractProject> jobType) {
            return false;
        }

        @Override
        public Map<String, Object> customInstantiate(Map<String, Object> arguments) {
            return Map.of("options", arguments);
        }

        @Override
        public String getDisplayName() {
            return Messages.MovedBuilder_displayName(
                    getClass().getEnclosingClass().getSimpleName());
        }
    }
}
