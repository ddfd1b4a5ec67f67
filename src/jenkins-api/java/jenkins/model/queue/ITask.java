package jenkins.model.queue;

@SuppressWarnings({"cast", "deprecation", "overloads", "overrides", "rawtypes", "removal", "static", "try", "unchecked", "varargs"})
public interface ITask extends jenkins.model.FullyNamedModelObject {
}
