package jenkins;

@SuppressWarnings({"cast", "deprecation", "overloads", "overrides", "rawtypes", "removal", "static", "try", "unchecked", "varargs"})
public abstract class ExtensionFilter implements hudson.ExtensionPoint {
    public ExtensionFilter() { throw new AssertionError(); }
    public abstract <T> boolean allows(java.lang.Class<T> a0, hudson.ExtensionComponent<T> a1);
}
