package hudson.model;

@SuppressWarnings({"cast", "deprecation", "overloads", "overrides", "rawtypes", "removal", "static", "try", "unchecked", "varargs"})
public abstract class JobPropertyDescriptor extends hudson.model.Descriptor<hudson.model.JobProperty<?>> {
    protected JobPropertyDescriptor() { super(); throw new AssertionError(); }
}
