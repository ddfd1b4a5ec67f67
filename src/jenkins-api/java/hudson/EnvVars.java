package hudson;

@SuppressWarnings({"cast", "deprecation", "overloads", "overrides", "rawtypes", "removal", "static", "try", "unchecked", "varargs"})
public class EnvVars extends java.util.TreeMap<java.lang.String, java.lang.String> {
    public EnvVars() { throw new AssertionError(); }
    public java.lang.String put(java.lang.String a0, java.lang.String a1) { throw new AssertionError(); }
    public java.lang.String expand(java.lang.String a0) { throw new AssertionError(); }
}
