package hudson.model;

@SuppressWarnings({"cast", "deprecation", "overloads", "overrides", "rawtypes", "removal", "static", "try", "unchecked", "varargs"})
public abstract class LoadBalancer implements hudson.ExtensionPoint {
    public LoadBalancer() { throw new AssertionError(); }
}
