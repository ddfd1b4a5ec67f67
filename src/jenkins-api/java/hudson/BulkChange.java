package hudson;

@SuppressWarnings({"cast", "deprecation", "overloads", "overrides", "rawtypes", "removal", "static", "try", "unchecked", "varargs"})
public class BulkChange implements java.io.Closeable {
    public BulkChange(hudson.model.Saveable a0) { throw new AssertionError(); }
    public void commit() throws java.io.IOException { throw new AssertionError(); }
    public void close() { throw new AssertionError(); }
    public static boolean contains(hudson.model.Saveable a0) { throw new AssertionError(); }
}
