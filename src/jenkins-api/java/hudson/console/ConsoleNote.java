package hudson.console;

@SuppressWarnings({"cast", "deprecation", "overloads", "overrides", "rawtypes", "removal", "static", "try", "unchecked", "varargs"})
public abstract class ConsoleNote<T> implements java.io.Serializable, hudson.model.Describable<hudson.console.ConsoleNote<?>>, hudson.ExtensionPoint {
    public ConsoleNote() { throw new AssertionError(); }
    public abstract hudson.console.ConsoleAnnotator annotate(T a0, hudson.MarkupText a1, int a2);
    public java.lang.String encode() throws java.io.IOException { throw new AssertionError(); }
}
