package jenkins.model.details;

@SuppressWarnings({"cast", "deprecation", "overloads", "overrides", "rawtypes", "removal", "static", "try", "unchecked", "varargs"})
public abstract class DetailFactory<T extends hudson.model.Actionable> implements hudson.ExtensionPoint {
    public DetailFactory() { throw new AssertionError(); }
    public abstract java.lang.Class<T> type();
    public abstract java.util.List<? extends jenkins.model.details.Detail> createFor(T a0);
}
