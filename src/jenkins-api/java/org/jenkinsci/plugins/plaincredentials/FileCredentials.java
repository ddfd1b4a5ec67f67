package org.jenkinsci.plugins.plaincredentials;

@SuppressWarnings({"cast", "deprecation", "overloads", "overrides", "rawtypes", "removal", "static", "try", "unchecked", "varargs"})
public interface FileCredentials extends com.cloudbees.plugins.credentials.common.StandardCredentials {
    java.io.InputStream getContent() throws java.io.IOException;
}
