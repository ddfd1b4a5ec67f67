package jakarta.servlet;

@SuppressWarnings({"cast", "deprecation", "overloads", "overrides", "rawtypes", "removal", "static", "try", "unchecked", "varargs"})
public interface FilterChain {
    void doFilter(jakarta.servlet.ServletRequest a0, jakarta.servlet.ServletResponse a1) throws java.io.IOException, jakarta.servlet.ServletException;
}
