package hudson.model.queue;

@SuppressWarnings({"cast", "deprecation", "overloads", "overrides", "rawtypes", "removal", "static", "try", "unchecked", "varargs"})
public abstract class QueueTaskDispatcher implements hudson.ExtensionPoint {
    public QueueTaskDispatcher() { throw new AssertionError(); }
    public hudson.model.queue.CauseOfBlockage canRun(hudson.model.Queue.Item a0) { throw new AssertionError(); }
}
