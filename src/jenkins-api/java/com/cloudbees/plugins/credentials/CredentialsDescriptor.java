package com.cloudbees.plugins.credentials;

@SuppressWarnings({"cast", "deprecation", "overloads", "overrides", "rawtypes", "removal", "static", "try", "unchecked", "varargs"})
public abstract class CredentialsDescriptor extends hudson.model.Descriptor<com.cloudbees.plugins.credentials.Credentials> {
    protected CredentialsDescriptor() { super(); throw new AssertionError(); }
}
