package jakarta.servlet;

@SuppressWarnings({"cast", "deprecation", "overloads", "overrides", "rawtypes", "removal", "static", "try", "unchecked", "varargs"})
public abstract class GenericServlet implements jakarta.servlet.Servlet, jakarta.servlet.ServletConfig, java.io.Serializable {
    public GenericServlet() { throw new AssertionError(); }
}
