package hudson.slaves;

@SuppressWarnings({"cast", "deprecation", "overloads", "overrides", "rawtypes", "removal", "static", "try", "unchecked", "varargs"})
public interface NodeSpecific<T extends hudson.slaves.NodeSpecific<T>> {
    T forNode(hudson.model.Node a0, hudson.model.TaskListener a1) throws java.io.IOException, java.lang.InterruptedException;
}
