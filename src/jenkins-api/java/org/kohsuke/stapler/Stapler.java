package org.kohsuke.stapler;

@SuppressWarnings({"cast", "deprecation", "overloads", "overrides", "rawtypes", "removal", "static", "try", "unchecked", "varargs"})
public class Stapler extends jakarta.servlet.http.HttpServlet {
    public Stapler() { super(); throw new AssertionError(); }
    public static org.kohsuke.stapler.StaplerRequest2 getCurrentRequest2() { throw new AssertionError(); }
}
