package org.springframework.security.core.context;

@SuppressWarnings({"cast", "deprecation", "overloads", "overrides", "rawtypes", "removal", "static", "try", "unchecked", "varargs"})
public interface SecurityContext extends java.io.Serializable {
}
