package org.springframework.security.access;

@SuppressWarnings({"cast", "deprecation", "overloads", "overrides", "rawtypes", "removal", "static", "try", "unchecked", "varargs"})
public class AccessDeniedException extends java.lang.RuntimeException {
    public AccessDeniedException(java.lang.String a0) { throw new AssertionError(); }
}
