package hudson.model;

@SuppressWarnings({"cast", "deprecation", "overloads", "overrides", "rawtypes", "removal", "static", "try", "unchecked", "varargs"})
public class Queue extends hudson.model.ResourceController implements hudson.model.Saveable {
    public static interface Task extends jenkins.model.FullyNamedModelObject, hudson.model.queue.SubTask {
        default boolean isConcurrentBuild() { throw new AssertionError(); }
    }
    public static final class WaitingItem extends hudson.model.Queue.Item implements java.lang.Comparable<hudson.model.Queue.WaitingItem> {
        public WaitingItem(java.util.Calendar a0, hudson.model.Queue.Task a1, java.util.List<hudson.model.Action> a2) { super((hudson.model.Queue.Item) null); throw new AssertionError(); }
        public int compareTo(hudson.model.Queue.WaitingItem a0) { throw new AssertionError(); }
    }
    public abstract static class Item extends hudson.model.Actionable implements jenkins.model.queue.QueueItem {
        public long getId() { throw new AssertionError(); }
        protected Item(hudson.model.Queue.Item a0) { super(); throw new AssertionError(); }
    }
    public static final class BuildableItem extends hudson.model.Queue.NotWaitingItem {
        public BuildableItem(hudson.model.Queue.WaitingItem a0) { super((hudson.model.Queue.WaitingItem) null); throw new AssertionError(); }
    }
    public static interface QueueAction extends hudson.model.Action {
        boolean shouldSchedule(java.util.List<hudson.model.Action> a0);
    }
    public static final class LeftItem extends hudson.model.Queue.Item {
        public LeftItem(hudson.model.queue.WorkUnitContext a0) { super((hudson.model.Queue.Item) null); throw new AssertionError(); }
        public boolean isCancelled() { throw new AssertionError(); }
    }
    public abstract static class NotWaitingItem extends hudson.model.Queue.Item {
        protected NotWaitingItem(hudson.model.Queue.WaitingItem a0) { super((hudson.model.Queue.Item) null); throw new AssertionError(); }
    }
    public static interface Executable extends java.lang.Runnable, jenkins.console.WithConsoleUrl {
    }
    public Queue(hudson.model.LoadBalancer a0) { super(); throw new AssertionError(); }
    public void save() { throw new AssertionError(); }
    public boolean cancel(hudson.model.Queue.Item a0) { throw new AssertionError(); }
    public java.util.List<hudson.model.Queue.Item> getApproximateItemsQuickly() { throw new AssertionError(); }
    public hudson.model.Queue.Item getItem(long a0) { throw new AssertionError(); }
    public java.util.concurrent.Future<?> scheduleMaintenance() { throw new AssertionError(); }
}
