package jenkins.model;

@SuppressWarnings({"cast", "deprecation", "overloads", "overrides", "rawtypes", "removal", "static", "try", "unchecked", "varargs"})
public abstract class TransientActionFactory<T> implements hudson.ExtensionPoint {
    public TransientActionFactory() { throw new AssertionError(); }
    public abstract java.lang.Class<T> type();
    public java.lang.Class<? extends hudson.model.Action> actionType() { throw new AssertionError(); }
    public abstract java.util.Collection<? extends hudson.model.Action> createFor(T a0);
}
