package hudson.model;

@SuppressWarnings({"cast", "deprecation", "overloads", "overrides", "rawtypes", "removal", "static", "try", "unchecked", "varargs"})
public abstract class Node extends hudson.model.AbstractModelObject implements hudson.model.ReconfigurableDescribable<hudson.model.Node>, hudson.ExtensionPoint, hudson.security.AccessControlled, jenkins.util.io.OnMaster, hudson.model.PersistenceRoot {
    public Node() { super(); throw new AssertionError(); }
    public java.lang.String getDisplayName() { throw new AssertionError(); }
}
