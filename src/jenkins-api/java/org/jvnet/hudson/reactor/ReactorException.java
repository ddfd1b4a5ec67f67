package org.jvnet.hudson.reactor;

@SuppressWarnings({"cast", "deprecation", "overloads", "overrides", "rawtypes", "removal", "static", "try", "unchecked", "varargs"})
public class ReactorException extends java.lang.Exception {
    ReactorException(java.lang.Throwable a0) { throw new AssertionError(); }
}
