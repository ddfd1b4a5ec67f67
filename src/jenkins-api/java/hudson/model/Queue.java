package hudson.model;

@SuppressWarnings({"cast", "deprecation", "overloads", "overrides", "rawtypes", "removal", "static", "try", "unchecked", "varargs"})
public class Queue extends hudson.model.ResourceController implements hudson.model.Saveable {
    public static interface Task extends jenkins.model.FullyNamedModelObject, hudson.model.queue.SubTask {
    }
    public static interface QueueAction extends hudson.model.Action {
    }
    public static interface Executable extends java.lang.Runnable, jenkins.console.WithConsoleUrl {
    }
    public Queue(hudson.model.LoadBalancer a0) { super(); throw new AssertionError(); }
}
