package org.jenkinsci.plugins.workflow.steps;

@SuppressWarnings({"cast", "deprecation", "overloads", "overrides", "rawtypes", "removal", "static", "try", "unchecked", "varargs"})
public abstract class EnvironmentExpander implements java.io.Serializable {
    public EnvironmentExpander() { throw new AssertionError(); }
    public java.util.Set<java.lang.String> getSensitiveVariables() { throw new AssertionError(); }
}
