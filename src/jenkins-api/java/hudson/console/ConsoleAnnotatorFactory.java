package hudson.console;

@SuppressWarnings({"cast", "deprecation", "overloads", "overrides", "rawtypes", "removal", "static", "try", "unchecked", "varargs"})
public abstract class ConsoleAnnotatorFactory<T> implements hudson.ExtensionPoint {
    public ConsoleAnnotatorFactory() { throw new AssertionError(); }
    public abstract hudson.console.ConsoleAnnotator<T> newInstance(T a0);
}
