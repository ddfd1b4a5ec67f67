package hudson.tasks;

@SuppressWarnings({"cast", "deprecation", "overloads", "overrides", "rawtypes", "removal", "static", "try", "unchecked", "varargs"})
public abstract class Builder extends hudson.tasks.BuildStepCompatibilityLayer implements hudson.model.Describable<hudson.tasks.Builder>, hudson.ExtensionPoint {
    public Builder() { super(); throw new AssertionError(); }
}
