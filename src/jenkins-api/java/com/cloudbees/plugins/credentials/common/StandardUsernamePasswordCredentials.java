package com.cloudbees.plugins.credentials.common;

@SuppressWarnings({"cast", "deprecation", "overloads", "overrides", "rawtypes", "removal", "static", "try", "unchecked", "varargs"})
public interface StandardUsernamePasswordCredentials extends com.cloudbees.plugins.credentials.common.StandardUsernameCredentials, com.cloudbees.plugins.credentials.common.UsernamePasswordCredentials {
}
