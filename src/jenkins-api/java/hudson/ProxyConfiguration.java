package hudson;

@SuppressWarnings({"cast", "deprecation", "overloads", "overrides", "rawtypes", "removal", "static", "try", "unchecked", "varargs"})
public final class ProxyConfiguration implements hudson.model.Describable<hudson.ProxyConfiguration>, hudson.model.Saveable, java.io.Serializable {
    public ProxyConfiguration(java.lang.String a0, int a1) { throw new AssertionError(); }
    public java.lang.String getUserName() { throw new AssertionError(); }
    public hudson.util.Secret getSecretPassword() { throw new AssertionError(); }
    public int getPort() { throw new AssertionError(); }
    public java.lang.String getName() { throw new AssertionError(); }
    public java.net.Proxy createProxy(java.lang.String a0) { throw new AssertionError(); }
    public void save() throws java.io.IOException { throw new AssertionError(); }
    public static java.net.http.HttpClient.Builder newHttpClientBuilder() { throw new AssertionError(); }
}
