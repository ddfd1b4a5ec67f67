package com.cloudbees.plugins.credentials.common;

@SuppressWarnings({"cast", "deprecation", "overloads", "overrides", "rawtypes", "removal", "static", "try", "unchecked", "varargs"})
public interface StandardCertificateCredentials extends com.cloudbees.plugins.credentials.common.StandardCredentials, com.cloudbees.plugins.credentials.common.CertificateCredentials {
}
