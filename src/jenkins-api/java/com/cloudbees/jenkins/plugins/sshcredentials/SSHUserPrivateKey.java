package com.cloudbees.jenkins.plugins.sshcredentials;

@SuppressWarnings({"cast", "deprecation", "overloads", "overrides", "rawtypes", "removal", "static", "try", "unchecked", "varargs"})
public interface SSHUserPrivateKey extends com.cloudbees.jenkins.plugins.sshcredentials.SSHUser {
    hudson.util.Secret getPassphrase();
    java.util.List<java.lang.String> getPrivateKeys();
}
