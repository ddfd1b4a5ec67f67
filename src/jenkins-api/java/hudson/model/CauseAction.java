package hudson.model;

@SuppressWarnings({"cast", "deprecation", "overloads", "overrides", "rawtypes", "removal", "static", "try", "unchecked", "varargs"})
public class CauseAction implements hudson.model.queue.FoldableAction, jenkins.model.RunAction2 {
    public CauseAction(hudson.model.Cause a0) { throw new AssertionError(); }
    public java.lang.String getDisplayName() { throw new AssertionError(); }
    public java.lang.String getIconFileName() { throw new AssertionError(); }
    public java.lang.String getUrlName() { throw new AssertionError(); }
    public void onLoad(hudson.model.Run<?, ?> a0) { throw new AssertionError(); }
    public void onAttached(hudson.model.Run<?, ?> a0) { throw new AssertionError(); }
}
