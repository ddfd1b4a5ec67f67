package hudson.model;

@SuppressWarnings({"cast", "deprecation", "overloads", "overrides", "rawtypes", "removal", "static", "try", "unchecked", "varargs"})
public abstract class AdministrativeMonitor extends hudson.model.AbstractModelObject implements hudson.ExtensionPoint, org.kohsuke.stapler.StaplerProxy {
    protected AdministrativeMonitor() { super(); throw new AssertionError(); }
    public java.lang.String getDisplayName() { throw new AssertionError(); }
    public abstract boolean isActivated();
    public java.lang.Object getTarget() { throw new AssertionError(); }
}
