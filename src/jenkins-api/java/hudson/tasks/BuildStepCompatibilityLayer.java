package hudson.tasks;

@SuppressWarnings({"cast", "deprecation", "overloads", "overrides", "rawtypes", "removal", "static", "try", "unchecked", "varargs"})
public abstract class BuildStepCompatibilityLayer implements hudson.tasks.BuildStep {
    public BuildStepCompatibilityLayer() { throw new AssertionError(); }
    public boolean perform(hudson.model.AbstractBuild<?, ?> a0, hudson.Launcher a1, hudson.model.BuildListener a2) throws java.lang.InterruptedException, java.io.IOException { throw new AssertionError(); }
}
