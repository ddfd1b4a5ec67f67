package hudson.model;

@SuppressWarnings({"cast", "deprecation", "overloads", "overrides", "rawtypes", "removal", "static", "try", "unchecked", "varargs"})
public abstract class Run<JobT extends hudson.model.Job<JobT, RunT>, RunT extends hudson.model.Run<JobT, RunT>> extends hudson.model.Actionable implements hudson.ExtensionPoint, java.lang.Comparable<RunT>, hudson.security.AccessControlled, hudson.model.PersistenceRoot, hudson.model.DescriptorByNameOwner, jenkins.util.io.OnMaster, org.kohsuke.stapler.StaplerProxy, jenkins.model.HistoricalBuild, jenkins.console.WithConsoleUrl {
    public static final hudson.security.Permission ARTIFACTS = java.util.List.<hudson.security.Permission>of().get(0);
    protected Run(JobT a0) throws java.io.IOException { super(); throw new AssertionError(); }
    public void addAction(hudson.model.Action a0) { throw new AssertionError(); }
    public hudson.model.Result getResult() { throw new AssertionError(); }
    public void setResult(hudson.model.Result a0) { throw new AssertionError(); }
    public boolean isBuilding() { throw new AssertionError(); }
    public boolean isLogUpdated() { throw new AssertionError(); }
    public final java.nio.charset.Charset getCharset() { throw new AssertionError(); }
    public java.lang.String getWhyKeepLog() { throw new AssertionError(); }
    public java.util.List<hudson.model.Cause> getCauses() { throw new AssertionError(); }
    public JobT getParent() { throw new AssertionError(); }
    public final long getTimeInMillis() { throw new AssertionError(); }
    public final long getStartTimeInMillis() { throw new AssertionError(); }
    public long getDuration() { throw new AssertionError(); }
    public int getNumber() { throw new AssertionError(); }
    public java.lang.String getUrl() { throw new AssertionError(); }
    public java.lang.String getFullDisplayName() { throw new AssertionError(); }
    public java.io.File getRootDir() { throw new AssertionError(); }
    public final jenkins.model.ArtifactManager getArtifactManager() { throw new AssertionError(); }
    public final jenkins.model.ArtifactManager pickArtifactManager() throws java.io.IOException { throw new AssertionError(); }
    public java.io.File getLogFile() { throw new AssertionError(); }
    public void save() throws java.io.IOException { throw new AssertionError(); }
    public java.lang.String getExternalizableId() { throw new AssertionError(); }
    public static hudson.model.Run<?, ?> fromExternalizableId(java.lang.String a0) throws java.lang.IllegalArgumentException, org.springframework.security.access.AccessDeniedException { throw new AssertionError(); }
}
