package jenkins.tasks;

@SuppressWarnings({"cast", "deprecation", "overloads", "overrides", "rawtypes", "removal", "static", "try", "unchecked", "varargs"})
public interface SimpleBuildStep extends hudson.tasks.BuildStep {
    default void perform(hudson.model.Run<?, ?> a0, hudson.FilePath a1, hudson.EnvVars a2, hudson.Launcher a3, hudson.model.TaskListener a4) throws java.lang.InterruptedException, java.io.IOException { throw new AssertionError(); }
}
