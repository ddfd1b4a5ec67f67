package hudson.model;

@SuppressWarnings({"cast", "deprecation", "overloads", "overrides", "rawtypes", "removal", "static", "try", "unchecked", "varargs"})
public abstract class Computer extends hudson.model.Actionable implements hudson.security.AccessControlled, jenkins.model.IComputer, hudson.model.ExecutorListener, hudson.model.DescriptorByNameOwner, org.kohsuke.stapler.StaplerProxy, jenkins.widgets.HasWidgets {
    public static final java.util.concurrent.ExecutorService threadPoolForRemoting = java.util.List.<java.util.concurrent.ExecutorService>of().get(0);
    protected Computer(hudson.model.Node a0) { super(); throw new AssertionError(); }
    public hudson.slaves.OfflineCause getOfflineCause() { throw new AssertionError(); }
    public abstract hudson.remoting.VirtualChannel getChannel();
    public java.lang.String getName() { throw new AssertionError(); }
    public hudson.model.Node getNode() { throw new AssertionError(); }
}
