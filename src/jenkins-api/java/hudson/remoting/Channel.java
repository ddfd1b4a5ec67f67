package hudson.remoting;

@SuppressWarnings({"cast", "deprecation", "overloads", "overrides", "rawtypes", "removal", "static", "try", "unchecked", "varargs"})
public class Channel implements hudson.remoting.VirtualChannel, hudson.remoting.IChannel, java.io.Closeable {
    public Channel(java.lang.String a0, java.util.concurrent.ExecutorService a1, java.io.InputStream a2, java.io.OutputStream a3) throws java.io.IOException { throw new AssertionError(); }
    public boolean isClosingOrClosed() { throw new AssertionError(); }
    public void close() throws java.io.IOException { throw new AssertionError(); }
    public java.lang.String getName() { throw new AssertionError(); }
}
