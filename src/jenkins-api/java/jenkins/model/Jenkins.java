package jenkins.model;

@SuppressWarnings({"cast", "deprecation", "overloads", "overrides", "rawtypes", "removal", "static", "try", "unchecked", "varargs"})
public class Jenkins extends hudson.model.AbstractCIBase implements jenkins.model.DirectlyModifiableTopLevelItemGroup, org.kohsuke.stapler.StaplerProxy, org.kohsuke.stapler.StaplerFallback, hudson.model.ModifiableViewGroup, hudson.security.AccessControlled, hudson.model.DescriptorByNameOwner, jenkins.model.ModelObjectWithContextMenu, jenkins.model.ModelObjectWithChildren, jenkins.util.io.OnMaster, jenkins.model.Loadable {
    public static final hudson.util.XStream2 XSTREAM2 = java.util.List.<hudson.util.XStream2>of().get(0);
    public static final hudson.security.Permission ADMINISTER = java.util.List.<hudson.security.Permission>of().get(0);
    public static final hudson.security.Permission SYSTEM_READ = java.util.List.<hudson.security.Permission>of().get(0);
    public static final hudson.security.Permission READ = java.util.List.<hudson.security.Permission>of().get(0);
    public static final org.springframework.security.core.Authentication ANONYMOUS2 = java.util.List.<org.springframework.security.core.Authentication>of().get(0);
    public static java.lang.String SESSION_HASH;
    public static jenkins.model.Jenkins get() throws java.lang.IllegalStateException { throw new AssertionError(); }
    public static jenkins.model.Jenkins getInstanceOrNull() { throw new AssertionError(); }
    protected Jenkins(java.io.File a0, jakarta.servlet.ServletContext a1) throws java.io.IOException, java.lang.InterruptedException, org.jvnet.hudson.reactor.ReactorException { super(); throw new AssertionError(); }
    public hudson.ProxyConfiguration getProxy() { throw new AssertionError(); }
    public hudson.Plugin getPlugin(java.lang.String a0) { throw new AssertionError(); }
    public hudson.model.Computer getComputer(java.lang.String a0) { throw new AssertionError(); }
    public hudson.model.Queue getQueue() { throw new AssertionError(); }
    public java.lang.String getDisplayName() { throw new AssertionError(); }
    public java.lang.String getRootUrl() throws java.lang.IllegalStateException { throw new AssertionError(); }
    public java.io.File getRootDir() { throw new AssertionError(); }
    public boolean isQuietingDown() { throw new AssertionError(); }
    public boolean isTerminating() { throw new AssertionError(); }
    public <T extends hudson.model.Item> T getItemByFullName(java.lang.String a0, java.lang.Class<T> a1) throws org.springframework.security.access.AccessDeniedException { throw new AssertionError(); }
    public void save() throws java.io.IOException { throw new AssertionError(); }
    public static org.springframework.security.core.Authentication getAuthentication2() { throw new AssertionError(); }
    public java.lang.Object getTarget() { throw new AssertionError(); }
}
