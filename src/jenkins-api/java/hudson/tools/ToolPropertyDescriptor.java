package hudson.tools;

@SuppressWarnings({"cast", "deprecation", "overloads", "overrides", "rawtypes", "removal", "static", "try", "unchecked", "varargs"})
public abstract class ToolPropertyDescriptor extends hudson.tools.PropertyDescriptor<hudson.tools.ToolProperty<?>, hudson.tools.ToolInstallation> {
    protected ToolPropertyDescriptor() { super(); throw new AssertionError(); }
}
