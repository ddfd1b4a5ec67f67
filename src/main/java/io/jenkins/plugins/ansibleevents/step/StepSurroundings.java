package io.jenkins.plugins.ansibleevents.step;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.EnvVars;
import hudson.FilePath;
import hudson.Launcher;
import hudson.model.AbstractBuild;
import hudson.model.Computer;
import hudson.model.Node;
import hudson.model.Run;
import hudson.model.TaskListener;
import hudson.remoting.VirtualChannel;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import org.jenkinsci.plugins.workflow.steps.EnvironmentExpander;
import org.jenkinsci.plugins.workflow.steps.StepContext;

/**
 * The surroundings in which a step runs.
 *
 * @param build the build
 * @param workspace the directory that relative paths are relative to
 * @param launcher starts processes there, inside a container when the step is in one
 * @param environment the environment of the step
 * @param log the build's log, with the masks of the step
 * @param sensitiveNames variables whose values are secret
 */
record StepSurroundings(
        Run<?, ?> build,
        FilePath workspace,
        Launcher launcher,
        EnvVars environment,
        TaskListener log,
        Set<String> sensitiveNames) {

    /** The objects that a Pipeline step needs from its context. */
    static final Set<Class<?>> CLASSES =
            Set.of(Run.class, FilePath.class, Launcher.class, EnvVars.class, TaskListener.class);

    /** The surroundings of a Pipeline step. */
    static StepSurroundings of(StepContext context) throws IOException, InterruptedException {
        EnvironmentExpander expander = context.get(EnvironmentExpander.class);
        return new StepSurroundings(
                context.get(Run.class),
                context.get(FilePath.class),
                context.get(Launcher.class),
                context.get(EnvVars.class),
                context.get(TaskListener.class),
                expander == null ? Set.of() : expander.getSensitiveVariables());
    }

    /** The surroundings of a Pipeline step after a restart, with which no process is started. */
    static StepSurroundings again(Run<?, ?> build, String workspace, TaskListener log) {
        var directory = new FilePath((VirtualChannel) null, workspace);
        return new StepSurroundings(build, directory, new Launcher.LocalLauncher(log), new EnvVars(), log, Set.of());
    }

    /**
     * The value of an option with its variables expanded in a freestyle job. Lists and structures are split before, so
     * that a value never becomes several. In a Pipeline Groovy has made the value, and no text in it is a variable.
     */
    String expand(String value) {
        return isPipeline() ? value : environment.expand(value);
    }

    /** The lines of an option that is a list, each with its variables expanded. */
    List<String> expandedLines(String text) {
        return Texts.lines(text).stream().map(this::expand).toList();
    }

    boolean isPipeline() {
        return !(build instanceof AbstractBuild);
    }

    /** The node of the workspace; null when the node has just been removed. */
    @CheckForNull
    Node node() {
        Computer computer = workspace.toComputer();
        return computer == null ? null : computer.getNode();
    }
}
