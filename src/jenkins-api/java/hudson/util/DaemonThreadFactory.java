package hudson.util;

@SuppressWarnings({"cast", "deprecation", "overloads", "overrides", "rawtypes", "removal", "static", "try", "unchecked", "varargs"})
public class DaemonThreadFactory implements java.util.concurrent.ThreadFactory {
    public DaemonThreadFactory() { throw new AssertionError(); }
    public java.lang.Thread newThread(java.lang.Runnable a0) { throw new AssertionError(); }
}
