package hudson.model;

@SuppressWarnings({"cast", "deprecation", "overloads", "overrides", "rawtypes", "removal", "static", "try", "unchecked", "varargs"})
public abstract class AbstractItem extends hudson.model.Actionable implements jenkins.model.Loadable, hudson.model.Item, org.kohsuke.stapler.HttpDeletable, hudson.security.AccessControlled, hudson.model.DescriptorByNameOwner, org.kohsuke.stapler.StaplerProxy {
    protected AbstractItem(hudson.model.ItemGroup a0, java.lang.String a1) { super(); throw new AssertionError(); }
    public java.lang.String getName() { throw new AssertionError(); }
    public java.io.File getRootDir() { throw new AssertionError(); }
    public final java.lang.String getFullName() { throw new AssertionError(); }
    public final java.lang.String getFullDisplayName() { throw new AssertionError(); }
}
