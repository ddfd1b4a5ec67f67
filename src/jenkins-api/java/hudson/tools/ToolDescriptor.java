package hudson.tools;

@SuppressWarnings({"cast", "deprecation", "overloads", "overrides", "rawtypes", "removal", "static", "try", "unchecked", "varargs"})
public abstract class ToolDescriptor<T extends hudson.tools.ToolInstallation> extends hudson.model.Descriptor<hudson.tools.ToolInstallation> {
    protected ToolDescriptor() { super(); throw new AssertionError(); }
    public T[] getInstallations() { throw new AssertionError(); }
    public void setInstallations(T... a0) { throw new AssertionError(); }
}
