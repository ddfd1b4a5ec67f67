package hudson.model;

@SuppressWarnings({"cast", "deprecation", "overloads", "overrides", "rawtypes", "removal", "static", "try", "unchecked", "varargs"})
public class ParametersAction implements jenkins.model.RunAction2, java.lang.Iterable<hudson.model.ParameterValue>, hudson.model.Queue.QueueAction, hudson.model.EnvironmentContributingAction, hudson.model.labels.LabelAssignmentAction {
    public ParametersAction(java.util.List<hudson.model.ParameterValue> a0) { throw new AssertionError(); }
    public ParametersAction(java.util.List<hudson.model.ParameterValue> a0, java.util.Collection<java.lang.String> a1) { throw new AssertionError(); }
    public java.util.Iterator<hudson.model.ParameterValue> iterator() { throw new AssertionError(); }
    public java.util.List<hudson.model.ParameterValue> getParameters() { throw new AssertionError(); }
    public java.lang.String getDisplayName() { throw new AssertionError(); }
    public java.lang.String getIconFileName() { throw new AssertionError(); }
    public java.lang.String getUrlName() { throw new AssertionError(); }
    public boolean shouldSchedule(java.util.List<hudson.model.Action> a0) { throw new AssertionError(); }
    public void onAttached(hudson.model.Run<?, ?> a0) { throw new AssertionError(); }
    public void onLoad(hudson.model.Run<?, ?> a0) { throw new AssertionError(); }
}
