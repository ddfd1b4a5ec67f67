package hudson;

@SuppressWarnings({"cast", "deprecation", "overloads", "overrides", "rawtypes", "removal", "static", "try", "unchecked", "varargs"})
public abstract class Plugin implements jenkins.model.Loadable, hudson.model.Saveable, org.kohsuke.stapler.StaplerProxy {
    protected Plugin() { throw new AssertionError(); }
    public void save() throws java.io.IOException { throw new AssertionError(); }
    public java.lang.Object getTarget() { throw new AssertionError(); }
}
