package jenkins.model;

@SuppressWarnings({"cast", "deprecation", "overloads", "overrides", "rawtypes", "removal", "static", "try", "unchecked", "varargs"})
public abstract class GlobalConfiguration extends hudson.model.Descriptor<jenkins.model.GlobalConfiguration> implements hudson.ExtensionPoint, hudson.model.Describable<jenkins.model.GlobalConfiguration> {
    protected GlobalConfiguration() { super(); throw new AssertionError(); }
    public boolean configure(org.kohsuke.stapler.StaplerRequest2 a0, net.sf.json.JSONObject a1) throws hudson.model.Descriptor.FormException { throw new AssertionError(); }
}
