package org.jenkinsci.plugins.workflow.flow;

@SuppressWarnings({"cast", "deprecation", "overloads", "overrides", "rawtypes", "removal", "static", "try", "unchecked", "varargs"})
public abstract class FlowExecution implements org.jenkinsci.plugins.workflow.graph.FlowActionStorage, org.jenkinsci.plugins.workflow.graph.GraphLookupView {
    public FlowExecution() { throw new AssertionError(); }
    public com.google.common.util.concurrent.ListenableFuture<java.util.List<org.jenkinsci.plugins.workflow.steps.StepExecution>> getCurrentExecutions(boolean a0) { throw new AssertionError(); }
}
