package hudson.tasks;

@SuppressWarnings({"cast", "deprecation", "overloads", "overrides", "rawtypes", "removal", "static", "try", "unchecked", "varargs"})
public abstract class BuildStepDescriptor<T extends hudson.tasks.BuildStep & hudson.model.Describable<T>> extends hudson.model.Descriptor<T> {
    protected BuildStepDescriptor() { super(); throw new AssertionError(); }
    public abstract boolean isApplicable(java.lang.Class<? extends hudson.model.AbstractProject> a0);
}
