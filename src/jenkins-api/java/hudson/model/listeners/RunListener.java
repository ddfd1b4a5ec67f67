package hudson.model.listeners;

@SuppressWarnings({"cast", "deprecation", "overloads", "overrides", "rawtypes", "removal", "static", "try", "unchecked", "varargs"})
public abstract class RunListener<R extends hudson.model.Run> implements hudson.ExtensionPoint {
    protected RunListener() { throw new AssertionError(); }
    public void onCompleted(R a0, hudson.model.TaskListener a1) { throw new AssertionError(); }
    public void onFinalized(R a0) { throw new AssertionError(); }
    public void onDeleted(R a0) { throw new AssertionError(); }
    public void onStarted(R a0, hudson.model.TaskListener a1) { throw new AssertionError(); }
}
