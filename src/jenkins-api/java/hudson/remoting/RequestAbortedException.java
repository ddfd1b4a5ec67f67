package hudson.remoting;

@SuppressWarnings({"cast", "deprecation", "overloads", "overrides", "rawtypes", "removal", "static", "try", "unchecked", "varargs"})
public class RequestAbortedException extends RemotingSystemException {
    public RequestAbortedException(java.lang.Throwable a0) { super(a0); }
}
