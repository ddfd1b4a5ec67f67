package hudson.model;

@SuppressWarnings({"cast", "deprecation", "overloads", "overrides", "rawtypes", "removal", "static", "try", "unchecked", "varargs"})
public interface BuildableItem extends hudson.model.Item, hudson.model.Queue.Task {
}
