package jenkins.model;

@SuppressWarnings({"cast", "deprecation", "overloads", "overrides", "rawtypes", "removal", "static", "try", "unchecked", "varargs"})
public abstract class Tab implements hudson.model.Action, jenkins.model.Badgeable {
    protected transient hudson.model.Actionable object;
    public Tab(hudson.model.Actionable a0) { super(); throw new AssertionError(); }
    public hudson.model.Actionable getObject() { throw new AssertionError(); }
}
