package hudson.tasks;

@SuppressWarnings({"cast", "deprecation", "overloads", "overrides", "rawtypes", "removal", "static", "try", "unchecked", "varargs"})
public interface BuildStep {
    boolean perform(hudson.model.AbstractBuild<?, ?> a0, hudson.Launcher a1, hudson.model.BuildListener a2) throws java.lang.InterruptedException, java.io.IOException;
}
