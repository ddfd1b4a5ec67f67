package hudson;

@SuppressWarnings({"cast", "deprecation", "overloads", "overrides", "rawtypes", "removal", "static", "try", "unchecked", "varargs"})
public class EnvVars extends java.util.TreeMap<java.lang.String, java.lang.String> {
    public EnvVars() { throw new AssertionError(); }
    public EnvVars(hudson.EnvVars a0) { throw new AssertionError(); }
    public hudson.EnvVars overrideAll(java.util.Map<java.lang.String, java.lang.String> a0) { throw new AssertionError(); }
    public java.lang.String put(java.lang.String a0, java.lang.String a1) { throw new AssertionError(); }
    public java.lang.String expand(java.lang.String a0) { throw new AssertionError(); }
    public static hudson.EnvVars getRemote(hudson.remoting.VirtualChannel a0) throws java.io.IOException, java.lang.InterruptedException { throw new AssertionError(); }
}
