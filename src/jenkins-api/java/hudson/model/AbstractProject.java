package hudson.model;

@SuppressWarnings({"cast", "deprecation", "overloads", "overrides", "rawtypes", "removal", "static", "try", "unchecked", "varargs"})
public abstract class AbstractProject<P extends hudson.model.AbstractProject<P, R>, R extends hudson.model.AbstractBuild<P, R>> extends hudson.model.Job<P, R> implements hudson.model.BuildableItem, jenkins.model.lazy.LazyBuildMixIn.LazyLoadingJob<P, R>, jenkins.model.ParameterizedJobMixIn.ParameterizedJob<P, R> {
    protected AbstractProject(hudson.model.ItemGroup a0, java.lang.String a1) { super((hudson.model.ItemGroup) null, (java.lang.String) null); throw new AssertionError(); }
}
