package com.cloudbees.plugins.credentials;

@SuppressWarnings({"cast", "deprecation", "overloads", "overrides", "rawtypes", "removal", "static", "try", "unchecked", "varargs"})
public interface CredentialsMatcher extends java.io.Serializable {
}
