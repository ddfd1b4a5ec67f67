package hudson.security;

@SuppressWarnings({"cast", "deprecation", "overloads", "overrides", "rawtypes", "removal", "static", "try", "unchecked", "varargs"})
public final class Permission {
    public Permission(hudson.security.PermissionGroup a0, java.lang.String a1, hudson.security.Permission a2) { throw new AssertionError(); }
}
