package com.cloudbees.plugins.credentials.domains;

@SuppressWarnings({"cast", "deprecation", "overloads", "overrides", "rawtypes", "removal", "static", "try", "unchecked", "varargs"})
public class DomainRequirement implements hudson.ExtensionPoint, java.io.Serializable {
    public DomainRequirement() { throw new AssertionError(); }
}
