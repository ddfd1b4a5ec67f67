package hudson.security.csrf;

@SuppressWarnings({"cast", "deprecation", "overloads", "overrides", "rawtypes", "removal", "static", "try", "unchecked", "varargs"})
public abstract class CrumbExclusion implements hudson.ExtensionPoint {
    public CrumbExclusion() { throw new AssertionError(); }
    public boolean process(jakarta.servlet.http.HttpServletRequest a0, jakarta.servlet.http.HttpServletResponse a1, jakarta.servlet.FilterChain a2) throws java.io.IOException, jakarta.servlet.ServletException { throw new AssertionError(); }
}
