package jenkins.model;

@SuppressWarnings({"cast", "deprecation", "overloads", "overrides", "rawtypes", "removal", "static", "try", "unchecked", "varargs"})
public interface IComputer extends hudson.security.AccessControlled, hudson.model.ModelObject, jenkins.model.Named {
}
