package hudson.model;

@SuppressWarnings({"cast", "deprecation", "overloads", "overrides", "rawtypes", "removal", "static", "try", "unchecked", "varargs"})
public abstract class JobProperty<J extends hudson.model.Job<?, ?>> implements hudson.model.ReconfigurableDescribable<hudson.model.JobProperty<?>>, hudson.tasks.BuildStep, hudson.ExtensionPoint {
    public JobProperty() { throw new AssertionError(); }
}
