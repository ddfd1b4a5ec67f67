package hudson;

@SuppressWarnings({"cast", "deprecation", "overloads", "overrides", "rawtypes", "removal", "static", "try", "unchecked", "varargs"})
public class Functions {
    public Functions() { throw new AssertionError(); }
    public static boolean isArtifactsPermissionEnabled() { throw new AssertionError(); }
}
