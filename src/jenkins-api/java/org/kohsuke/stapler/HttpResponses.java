package org.kohsuke.stapler;

@SuppressWarnings({"cast", "deprecation", "overloads", "overrides", "rawtypes", "removal", "static", "try", "unchecked", "varargs"})
public class HttpResponses {
    public abstract static class HttpResponseException extends java.lang.RuntimeException implements org.kohsuke.stapler.HttpResponse {
        public HttpResponseException() { throw new AssertionError(); }
    }
    public HttpResponses() { throw new AssertionError(); }
    public static org.kohsuke.stapler.HttpResponses.HttpResponseException error(int a0, java.lang.String a1) { throw new AssertionError(); }
    public static org.kohsuke.stapler.HttpRedirect redirectTo(java.lang.String a0) { throw new AssertionError(); }
    public static org.kohsuke.stapler.HttpResponse redirectToDot() { throw new AssertionError(); }
}
