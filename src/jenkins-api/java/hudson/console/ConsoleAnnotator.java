package hudson.console;

@SuppressWarnings({"cast", "deprecation", "overloads", "overrides", "rawtypes", "removal", "static", "try", "unchecked", "varargs"})
public abstract class ConsoleAnnotator<T> implements java.io.Serializable {
    public ConsoleAnnotator() { throw new AssertionError(); }
    public abstract hudson.console.ConsoleAnnotator<T> annotate(T a0, hudson.MarkupText a1);
}
