package hudson.model;

@SuppressWarnings({"cast", "deprecation", "overloads", "overrides", "rawtypes", "removal", "static", "try", "unchecked", "varargs"})
public interface RootAction extends hudson.model.Action, hudson.ExtensionPoint {
}
