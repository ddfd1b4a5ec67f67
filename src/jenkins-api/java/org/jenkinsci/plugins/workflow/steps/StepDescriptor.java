package org.jenkinsci.plugins.workflow.steps;

@SuppressWarnings({"cast", "deprecation", "overloads", "overrides", "rawtypes", "removal", "static", "try", "unchecked", "varargs"})
public abstract class StepDescriptor extends hudson.model.Descriptor<org.jenkinsci.plugins.workflow.steps.Step> {
    public StepDescriptor() { super(); throw new AssertionError(); }
    public abstract java.util.Set<? extends java.lang.Class<?>> getRequiredContext();
    public abstract java.lang.String getFunctionName();
    public boolean isAdvanced() { throw new AssertionError(); }
    public boolean isMetaStep() { throw new AssertionError(); }
    public java.lang.String argumentsToString(java.util.Map<java.lang.String, java.lang.Object> a0) { throw new AssertionError(); }
}
