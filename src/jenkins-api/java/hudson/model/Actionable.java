package hudson.model;

@SuppressWarnings({"cast", "deprecation", "overloads", "overrides", "rawtypes", "removal", "static", "try", "unchecked", "varargs"})
public abstract class Actionable extends hudson.model.AbstractModelObject implements jenkins.model.ModelObjectWithContextMenu {
    public Actionable() { super(); throw new AssertionError(); }
    public boolean addOrReplaceAction(hudson.model.Action a0) { throw new AssertionError(); }
    public <T extends hudson.model.Action> T getAction(java.lang.Class<T> a0) { throw new AssertionError(); }
}
