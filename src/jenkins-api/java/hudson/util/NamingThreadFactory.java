package hudson.util;

@SuppressWarnings({"cast", "deprecation", "overloads", "overrides", "rawtypes", "removal", "static", "try", "unchecked", "varargs"})
public final class NamingThreadFactory implements java.util.concurrent.ThreadFactory {
    public NamingThreadFactory(java.util.concurrent.ThreadFactory a0, java.lang.String a1) { throw new AssertionError(); }
    public java.lang.Thread newThread(java.lang.Runnable a0) { throw new AssertionError(); }
}
