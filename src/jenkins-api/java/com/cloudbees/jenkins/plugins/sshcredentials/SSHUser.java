package com.cloudbees.jenkins.plugins.sshcredentials;

@SuppressWarnings({"cast", "deprecation", "overloads", "overrides", "rawtypes", "removal", "static", "try", "unchecked", "varargs"})
public interface SSHUser extends com.cloudbees.plugins.credentials.common.StandardUsernameCredentials {
}
