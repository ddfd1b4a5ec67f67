package hudson.model.queue;

@SuppressWarnings({"cast", "deprecation", "overloads", "overrides", "rawtypes", "removal", "static", "try", "unchecked", "varargs"})
public abstract class CauseOfBlockage {
    public CauseOfBlockage() { throw new AssertionError(); }
    public static hudson.model.queue.CauseOfBlockage fromMessage(org.jvnet.localizer.Localizable a0) { throw new AssertionError(); }
}
