package hudson.remoting;

@SuppressWarnings({"cast", "deprecation", "overloads", "overrides", "rawtypes", "removal", "static", "try", "unchecked", "varargs"})
class RemotingSystemException extends java.lang.RuntimeException {
    RemotingSystemException(java.lang.Throwable a0) { throw new AssertionError(); }
}
