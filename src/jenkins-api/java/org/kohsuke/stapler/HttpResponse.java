package org.kohsuke.stapler;

@SuppressWarnings({"cast", "deprecation", "overloads", "overrides", "rawtypes", "removal", "static", "try", "unchecked", "varargs"})
public interface HttpResponse {
    default void generateResponse(org.kohsuke.stapler.StaplerRequest2 a0, org.kohsuke.stapler.StaplerResponse2 a1, java.lang.Object a2) throws java.io.IOException, jakarta.servlet.ServletException { throw new AssertionError(); }
}
