package hudson.security;

@SuppressWarnings({"cast", "deprecation", "overloads", "overrides", "rawtypes", "removal", "static", "try", "unchecked", "varargs"})
public interface AccessControlled {
    default void checkPermission(hudson.security.Permission a0) throws org.springframework.security.access.AccessDeniedException { throw new AssertionError(); }
    default boolean hasPermission(hudson.security.Permission a0) { throw new AssertionError(); }
}
