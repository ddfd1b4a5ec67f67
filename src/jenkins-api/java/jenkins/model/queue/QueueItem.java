package jenkins.model.queue;

@SuppressWarnings({"cast", "deprecation", "overloads", "overrides", "rawtypes", "removal", "static", "try", "unchecked", "varargs"})
public interface QueueItem extends jenkins.model.FullyNamedModelObject {
    default java.lang.String getDisplayName() { throw new AssertionError(); }
}
