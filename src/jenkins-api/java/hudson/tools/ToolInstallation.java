package hudson.tools;

@SuppressWarnings({"cast", "deprecation", "overloads", "overrides", "rawtypes", "removal", "static", "try", "unchecked", "varargs"})
public abstract class ToolInstallation implements hudson.model.Describable<hudson.tools.ToolInstallation>, java.io.Serializable, hudson.ExtensionPoint {
    protected ToolInstallation(java.lang.String a0, java.lang.String a1) { throw new AssertionError(); }
    protected ToolInstallation(java.lang.String a0, java.lang.String a1, java.util.List<? extends hudson.tools.ToolProperty<?>> a2) { throw new AssertionError(); }
    public java.lang.String getName() { throw new AssertionError(); }
    public java.lang.String getHome() { throw new AssertionError(); }
    public hudson.util.DescribableList<hudson.tools.ToolProperty<?>, hudson.tools.ToolPropertyDescriptor> getProperties() { throw new AssertionError(); }
    public void buildEnvVars(hudson.EnvVars a0) { throw new AssertionError(); }
    protected java.lang.String translateFor(hudson.model.Node a0, hudson.model.TaskListener a1) throws java.io.IOException, java.lang.InterruptedException { throw new AssertionError(); }
}
