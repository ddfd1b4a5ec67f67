package hudson.remoting;

@SuppressWarnings({"cast", "deprecation", "overloads", "overrides", "rawtypes", "removal", "static", "try", "unchecked", "varargs"})
public class RequestAbortedException extends hudson.remoting.RemotingSystemException {
    public RequestAbortedException(java.lang.Throwable a0) { super((java.lang.Throwable) null); throw new AssertionError(); }
}
