package hudson.tools;

@SuppressWarnings({"cast", "deprecation", "overloads", "overrides", "rawtypes", "removal", "static", "try", "unchecked", "varargs"})
public abstract class ToolProperty<T extends hudson.tools.ToolInstallation> implements hudson.model.Describable<hudson.tools.ToolProperty<?>>, hudson.ExtensionPoint {
    public ToolProperty() { throw new AssertionError(); }
}
