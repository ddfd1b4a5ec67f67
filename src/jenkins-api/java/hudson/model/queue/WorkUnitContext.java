package hudson.model.queue;

@SuppressWarnings({"cast", "deprecation", "overloads", "overrides", "rawtypes", "removal", "static", "try", "unchecked", "varargs"})
public final class WorkUnitContext {
    public WorkUnitContext(hudson.model.Queue.BuildableItem a0) { throw new AssertionError(); }
}
