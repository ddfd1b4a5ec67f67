package org.jenkinsci.plugins.workflow.steps;

@SuppressWarnings({"cast", "deprecation", "overloads", "overrides", "rawtypes", "removal", "static", "try", "unchecked", "varargs"})
public abstract class StepExecution implements java.io.Serializable {
    protected StepExecution() { throw new AssertionError(); }
    protected StepExecution(org.jenkinsci.plugins.workflow.steps.StepContext a0) { throw new AssertionError(); }
    public org.jenkinsci.plugins.workflow.steps.StepContext getContext() { throw new AssertionError(); }
    public abstract boolean start() throws java.lang.Exception;
    public void stop(java.lang.Throwable a0) throws java.lang.Exception { throw new AssertionError(); }
    public void onResume() { throw new AssertionError(); }
    public java.lang.String getStatus() { throw new AssertionError(); }
    public boolean blocksRestart() { throw new AssertionError(); }
}
