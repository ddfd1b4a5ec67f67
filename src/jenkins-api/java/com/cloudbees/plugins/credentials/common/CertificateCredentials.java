package com.cloudbees.plugins.credentials.common;

@SuppressWarnings({"cast", "deprecation", "overloads", "overrides", "rawtypes", "removal", "static", "try", "unchecked", "varargs"})
public interface CertificateCredentials extends com.cloudbees.plugins.credentials.Credentials, com.cloudbees.plugins.credentials.common.PasswordCredentials {
    java.security.KeyStore getKeyStore();
}
