package hudson.model;

@SuppressWarnings({"cast", "deprecation", "overloads", "overrides", "rawtypes", "removal", "static", "try", "unchecked", "varargs"})
public interface Describable<T extends hudson.model.Describable<T>> {
    default hudson.model.Descriptor<T> getDescriptor() { throw new AssertionError(); }
}
