package hudson.model;

@SuppressWarnings({"cast", "deprecation", "overloads", "overrides", "rawtypes", "removal", "static", "try", "unchecked", "varargs"})
public abstract class Job<JobT extends hudson.model.Job<JobT, RunT>, RunT extends hudson.model.Run<JobT, RunT>> extends hudson.model.AbstractItem implements hudson.ExtensionPoint, org.kohsuke.stapler.StaplerOverridable, jenkins.model.ModelObjectWithChildren, jenkins.widgets.HasWidgets {
    protected Job(hudson.model.ItemGroup a0, java.lang.String a1) { super((hudson.model.ItemGroup) null, (java.lang.String) null); throw new AssertionError(); }
    public <T extends hudson.model.JobProperty> T getProperty(java.lang.Class<T> a0) { throw new AssertionError(); }
    public java.io.File getBuildDir() { throw new AssertionError(); }
    public hudson.util.RunList<RunT> getBuilds() { throw new AssertionError(); }
    public RunT getBuildByNumber(int a0) { throw new AssertionError(); }
}
