package hudson.model;

@SuppressWarnings({"cast", "deprecation", "overloads", "overrides", "rawtypes", "removal", "static", "try", "unchecked", "varargs"})
public interface EnvironmentSpecific<T extends hudson.model.EnvironmentSpecific<T>> {
    T forEnvironment(hudson.EnvVars a0);
}
