package hudson.triggers;

@SuppressWarnings({"cast", "deprecation", "overloads", "overrides", "rawtypes", "removal", "static", "try", "unchecked", "varargs"})
public abstract class Trigger<J extends hudson.model.Item> implements hudson.model.Describable<hudson.triggers.Trigger<?>>, hudson.ExtensionPoint {
    protected J job = java.util.List.<J>of().get(0);
    public void start(J a0, boolean a1) { throw new AssertionError(); }
    public void stop() { throw new AssertionError(); }
    protected Trigger() { throw new AssertionError(); }
    protected java.lang.Object readResolve() throws java.io.ObjectStreamException { throw new AssertionError(); }
}
