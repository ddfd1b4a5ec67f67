package hudson.model;

@SuppressWarnings({"cast", "deprecation", "overloads", "overrides", "rawtypes", "removal", "static", "try", "unchecked", "varargs"})
public abstract class Cause {
    public static class UpstreamCause extends hudson.model.Cause {
        public UpstreamCause(hudson.model.AbstractBuild<?, ?> a0) { super(); throw new AssertionError(); }
        public hudson.model.Run<?, ?> getUpstreamRun() { throw new AssertionError(); }
        public java.lang.String getShortDescription() { throw new AssertionError(); }
    }
    public Cause() { throw new AssertionError(); }
    public abstract java.lang.String getShortDescription();
    public void onAddedTo(hudson.model.Run a0) { throw new AssertionError(); }
    public void onLoad(hudson.model.Run<?, ?> a0) { throw new AssertionError(); }
}
