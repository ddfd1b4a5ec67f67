package hudson.model;

@SuppressWarnings({"cast", "deprecation", "overloads", "overrides", "rawtypes", "removal", "static", "try", "unchecked", "varargs"})
public abstract class InvisibleAction implements hudson.model.Action {
    public InvisibleAction() { throw new AssertionError(); }
    public final java.lang.String getIconFileName() { throw new AssertionError(); }
    public final java.lang.String getDisplayName() { throw new AssertionError(); }
    public java.lang.String getUrlName() { throw new AssertionError(); }
}
