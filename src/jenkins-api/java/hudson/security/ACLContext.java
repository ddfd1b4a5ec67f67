package hudson.security;

@SuppressWarnings({"cast", "deprecation", "overloads", "overrides", "rawtypes", "removal", "static", "try", "unchecked", "varargs"})
public class ACLContext implements java.lang.AutoCloseable {
    ACLContext(org.springframework.security.core.context.SecurityContext a0) { throw new AssertionError(); }
    public void close() { throw new AssertionError(); }
}
