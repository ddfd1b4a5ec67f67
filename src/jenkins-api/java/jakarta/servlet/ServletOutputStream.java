package jakarta.servlet;

@SuppressWarnings({"cast", "deprecation", "overloads", "overrides", "rawtypes", "removal", "static", "try", "unchecked", "varargs"})
public abstract class ServletOutputStream extends java.io.OutputStream {
    protected ServletOutputStream() { throw new AssertionError(); }
}
