package hudson.model.queue;

@SuppressWarnings({"cast", "deprecation", "overloads", "overrides", "rawtypes", "removal", "static", "try", "unchecked", "varargs"})
public abstract class QueueListener implements hudson.ExtensionPoint {
    public QueueListener() { throw new AssertionError(); }
    public void onLeft(hudson.model.Queue.LeftItem a0) { throw new AssertionError(); }
}
