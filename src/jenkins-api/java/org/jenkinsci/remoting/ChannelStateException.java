package org.jenkinsci.remoting;

@SuppressWarnings({"cast", "deprecation", "overloads", "overrides", "rawtypes", "removal", "static", "try", "unchecked", "varargs"})
public class ChannelStateException extends java.io.IOException {
    public ChannelStateException(hudson.remoting.Channel a0, java.lang.String a1) { throw new AssertionError(); }
}
