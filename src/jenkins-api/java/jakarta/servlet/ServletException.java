package jakarta.servlet;

@SuppressWarnings({"cast", "deprecation", "overloads", "overrides", "rawtypes", "removal", "static", "try", "unchecked", "varargs"})
public class ServletException extends java.lang.Exception {
    public ServletException() { throw new AssertionError(); }
}
