package hudson.model;

@SuppressWarnings({"cast", "deprecation", "overloads", "overrides", "rawtypes", "removal", "static", "try", "unchecked", "varargs"})
public interface UnprotectedRootAction extends hudson.model.RootAction, hudson.ExtensionPoint {
}
