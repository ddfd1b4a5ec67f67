package com.cloudbees.plugins.credentials.common;

@SuppressWarnings({"cast", "deprecation", "overloads", "overrides", "rawtypes", "removal", "static", "try", "unchecked", "varargs"})
public interface UsernameCredentials extends com.cloudbees.plugins.credentials.Credentials {
    java.lang.String getUsername();
}
