package org.springframework.security.core;

@SuppressWarnings({"cast", "deprecation", "overloads", "overrides", "rawtypes", "removal", "static", "try", "unchecked", "varargs"})
public interface Authentication extends java.security.Principal, java.io.Serializable {
}
