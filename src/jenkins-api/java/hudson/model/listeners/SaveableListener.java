package hudson.model.listeners;

@SuppressWarnings({"cast", "deprecation", "overloads", "overrides", "rawtypes", "removal", "static", "try", "unchecked", "varargs"})
public abstract class SaveableListener implements hudson.ExtensionPoint {
    public SaveableListener() { throw new AssertionError(); }
    public void onChange(hudson.model.Saveable a0, hudson.XmlFile a1) { throw new AssertionError(); }
}
