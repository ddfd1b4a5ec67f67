package hudson.remoting;

@SuppressWarnings({"cast", "deprecation", "overloads", "overrides", "rawtypes", "removal", "static", "try", "unchecked", "varargs"})
public class ChannelClosedException extends org.jenkinsci.remoting.ChannelStateException {
    public ChannelClosedException() { super((hudson.remoting.Channel) null, (java.lang.String) null); throw new AssertionError(); }
}
