package hudson.model;

@SuppressWarnings({"cast", "deprecation", "overloads", "overrides", "rawtypes", "removal", "static", "try", "unchecked", "varargs"})
public interface PersistentDescriptor extends jenkins.model.Loadable, hudson.model.Saveable {
}
