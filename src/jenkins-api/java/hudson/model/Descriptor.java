package hudson.model;

@SuppressWarnings({"cast", "deprecation", "overloads", "overrides", "rawtypes", "removal", "static", "try", "unchecked", "varargs"})
public abstract class Descriptor<T extends hudson.model.Describable<T>> implements jenkins.model.Loadable, hudson.model.Saveable, jenkins.util.io.OnMaster {
    protected Descriptor() { throw new AssertionError(); }
    public java.lang.String getDisplayName() { throw new AssertionError(); }
    public java.lang.String getHelpFile(java.lang.String a0) { throw new AssertionError(); }
    public void save() { throw new AssertionError(); }
    public void load() { throw new AssertionError(); }
}
