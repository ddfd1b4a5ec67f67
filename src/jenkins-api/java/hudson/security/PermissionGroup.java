package hudson.security;

@SuppressWarnings({"cast", "deprecation", "overloads", "overrides", "rawtypes", "removal", "static", "try", "unchecked", "varargs"})
public final class PermissionGroup implements java.lang.Iterable<hudson.security.Permission>, java.lang.Comparable<hudson.security.PermissionGroup> {
    public PermissionGroup(java.lang.Class a0, org.jvnet.localizer.Localizable a1) throws java.lang.IllegalStateException { throw new AssertionError(); }
    public java.util.Iterator<hudson.security.Permission> iterator() { throw new AssertionError(); }
    public int compareTo(hudson.security.PermissionGroup a0) { throw new AssertionError(); }
}
