package hudson.model.queue;

@SuppressWarnings({"cast", "deprecation", "overloads", "overrides", "rawtypes", "removal", "static", "try", "unchecked", "varargs"})
public interface SubTask extends hudson.model.ResourceActivity, jenkins.model.queue.ITask {
}
