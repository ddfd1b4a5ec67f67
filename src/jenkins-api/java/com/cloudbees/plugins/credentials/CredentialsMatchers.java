package com.cloudbees.plugins.credentials;

@SuppressWarnings({"cast", "deprecation", "overloads", "overrides", "rawtypes", "removal", "static", "try", "unchecked", "varargs"})
public class CredentialsMatchers {
    private CredentialsMatchers() { throw new AssertionError(); }
    public static com.cloudbees.plugins.credentials.CredentialsMatcher instanceOf(java.lang.Class a0) { throw new AssertionError(); }
}
