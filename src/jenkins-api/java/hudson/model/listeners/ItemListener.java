package hudson.model.listeners;

@SuppressWarnings({"cast", "deprecation", "overloads", "overrides", "rawtypes", "removal", "static", "try", "unchecked", "varargs"})
public class ItemListener implements hudson.ExtensionPoint {
    public ItemListener() { throw new AssertionError(); }
    public void onCheckDelete(hudson.model.Item a0) throws hudson.model.Failure, java.lang.InterruptedException { throw new AssertionError(); }
    public void onDeleted(hudson.model.Item a0) { throw new AssertionError(); }
    public void onLocationChanged(hudson.model.Item a0, java.lang.String a1, java.lang.String a2) { throw new AssertionError(); }
    public void onLoaded() { throw new AssertionError(); }
    public void onBeforeShutdown() { throw new AssertionError(); }
}
