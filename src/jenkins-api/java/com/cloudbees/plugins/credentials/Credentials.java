package com.cloudbees.plugins.credentials;

@SuppressWarnings({"cast", "deprecation", "overloads", "overrides", "rawtypes", "removal", "static", "try", "unchecked", "varargs"})
public interface Credentials extends hudson.model.Describable<com.cloudbees.plugins.credentials.Credentials>, java.io.Serializable, hudson.ExtensionPoint {
    com.cloudbees.plugins.credentials.CredentialsDescriptor getDescriptor();
}
