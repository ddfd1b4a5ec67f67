package com.cloudbees.plugins.credentials.common;

@SuppressWarnings({"cast", "deprecation", "overloads", "overrides", "rawtypes", "removal", "static", "try", "unchecked", "varargs"})
public class StandardListBoxModel extends com.cloudbees.plugins.credentials.common.AbstractIdCredentialsListBoxModel<com.cloudbees.plugins.credentials.common.StandardListBoxModel, com.cloudbees.plugins.credentials.common.StandardCredentials> {
    public StandardListBoxModel() { super(); throw new AssertionError(); }
}
