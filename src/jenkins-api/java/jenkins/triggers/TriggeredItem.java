package jenkins.triggers;

@SuppressWarnings({"cast", "deprecation", "overloads", "overrides", "rawtypes", "removal", "static", "try", "unchecked", "varargs"})
public interface TriggeredItem extends hudson.model.Item {
}
