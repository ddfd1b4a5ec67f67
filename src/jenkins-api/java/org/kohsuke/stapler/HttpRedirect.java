package org.kohsuke.stapler;

@SuppressWarnings({"cast", "deprecation", "overloads", "overrides", "rawtypes", "removal", "static", "try", "unchecked", "varargs"})
public final class HttpRedirect extends java.lang.RuntimeException implements org.kohsuke.stapler.HttpResponse {
    public HttpRedirect(java.lang.String a0) { throw new AssertionError(); }
}
