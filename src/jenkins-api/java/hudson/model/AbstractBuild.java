package hudson.model;

@SuppressWarnings({"cast", "deprecation", "overloads", "overrides", "rawtypes", "removal", "static", "try", "unchecked", "varargs"})
public abstract class AbstractBuild<P extends hudson.model.AbstractProject<P, R>, R extends hudson.model.AbstractBuild<P, R>> extends hudson.model.Run<P, R> implements hudson.model.Queue.Executable, jenkins.model.lazy.LazyBuildMixIn.LazyLoadingRun<P, R>, jenkins.scm.RunWithSCM<P, R> {
    protected AbstractBuild(P a0) throws java.io.IOException { super(null); throw new AssertionError(); }
    public hudson.model.AbstractBuild<?, ?> getRootBuild() { throw new AssertionError(); }
    public java.util.Set<java.lang.String> getSensitiveBuildVariables() { throw new AssertionError(); }
}
