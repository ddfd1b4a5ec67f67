package hudson.console;

@SuppressWarnings({"cast", "deprecation", "overloads", "overrides", "rawtypes", "removal", "static", "try", "unchecked", "varargs"})
public abstract class ConsoleAnnotationDescriptor extends hudson.model.Descriptor<hudson.console.ConsoleNote<?>> implements hudson.ExtensionPoint {
    protected ConsoleAnnotationDescriptor() { super(); throw new AssertionError(); }
    public java.lang.String getDisplayName() { throw new AssertionError(); }
}
