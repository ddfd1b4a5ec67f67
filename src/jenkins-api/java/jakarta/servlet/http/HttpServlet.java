package jakarta.servlet.http;

@SuppressWarnings({"cast", "deprecation", "overloads", "overrides", "rawtypes", "removal", "static", "try", "unchecked", "varargs"})
public abstract class HttpServlet extends jakarta.servlet.GenericServlet {
    public HttpServlet() { super(); throw new AssertionError(); }
}
