package jenkins.model.details;

@SuppressWarnings({"cast", "deprecation", "overloads", "overrides", "rawtypes", "removal", "static", "try", "unchecked", "varargs"})
public abstract class Detail implements hudson.model.ModelObject, org.jenkins.ui.icon.IconSpec {
    public Detail(hudson.model.Actionable a0) { throw new AssertionError(); }
    public java.lang.String getIconClassName() { throw new AssertionError(); }
    public java.lang.String getDisplayName() { throw new AssertionError(); }
    public java.lang.String getLink() { throw new AssertionError(); }
}
