package jenkins.security;

@SuppressWarnings({"cast", "deprecation", "overloads", "overrides", "rawtypes", "removal", "static", "try", "unchecked", "varargs"})
public abstract class BasicHeaderAuthenticator implements hudson.ExtensionPoint {
    public BasicHeaderAuthenticator() { throw new AssertionError(); }
    public org.springframework.security.core.Authentication authenticate2(jakarta.servlet.http.HttpServletRequest a0, jakarta.servlet.http.HttpServletResponse a1, java.lang.String a2, java.lang.String a3) throws java.io.IOException, jakarta.servlet.ServletException { throw new AssertionError(); }
}
