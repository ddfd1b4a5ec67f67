package jakarta.servlet;

@SuppressWarnings({"cast", "deprecation", "overloads", "overrides", "rawtypes", "removal", "static", "try", "unchecked", "varargs"})
public abstract class ServletInputStream extends java.io.InputStream {
    protected ServletInputStream() { throw new AssertionError(); }
}
