package hudson.security;

@SuppressWarnings({"cast", "deprecation", "overloads", "overrides", "rawtypes", "removal", "static", "try", "unchecked", "varargs"})
public abstract class ACL {
    public static final org.springframework.security.core.Authentication SYSTEM2 = java.util.List.<org.springframework.security.core.Authentication>of().get(0);
    public ACL() { throw new AssertionError(); }
    public static hudson.security.ACLContext as2(org.springframework.security.core.Authentication a0) { throw new AssertionError(); }
}
