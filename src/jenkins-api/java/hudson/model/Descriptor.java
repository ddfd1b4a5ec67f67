package hudson.model;

@SuppressWarnings({"cast", "deprecation", "overloads", "overrides", "rawtypes", "removal", "static", "try", "unchecked", "varargs"})
public abstract class Descriptor<T extends hudson.model.Describable<T>> implements jenkins.model.Loadable, hudson.model.Saveable, jenkins.util.io.OnMaster {
    public static final class FormException extends java.lang.Exception implements org.kohsuke.stapler.HttpResponse {
        public FormException(java.lang.String a0, java.lang.String a1) { throw new AssertionError(); }
        public FormException(java.lang.String a0, java.lang.Throwable a1, java.lang.String a2) { throw new AssertionError(); }
        public FormException(java.lang.Throwable a0, java.lang.String a1) { throw new AssertionError(); }
    }
    protected Descriptor() { throw new AssertionError(); }
    public java.lang.String getDisplayName() { throw new AssertionError(); }
    public T newInstance(org.kohsuke.stapler.StaplerRequest2 a0, net.sf.json.JSONObject a1) throws hudson.model.Descriptor.FormException { throw new AssertionError(); }
    public boolean configure(org.kohsuke.stapler.StaplerRequest2 a0, net.sf.json.JSONObject a1) throws hudson.model.Descriptor.FormException { throw new AssertionError(); }
    public void save() { throw new AssertionError(); }
    public void load() { throw new AssertionError(); }
    protected hudson.XmlFile getConfigFile() { throw new AssertionError(); }
}
