package hudson.model;

@SuppressWarnings({"cast", "deprecation", "overloads", "overrides", "rawtypes", "removal", "static", "try", "unchecked", "varargs"})
public class Failure extends java.lang.RuntimeException implements org.kohsuke.stapler.HttpResponse {
    public Failure(java.lang.String a0) { throw new AssertionError(); }
}
