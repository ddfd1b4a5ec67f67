package org.jenkinsci.plugins.workflow.flow;

@SuppressWarnings({"cast", "deprecation", "overloads", "overrides", "rawtypes", "removal", "static", "try", "unchecked", "varargs"})
public abstract class FlowExecutionOwner implements java.io.Serializable {
    public interface Executable extends hudson.model.Queue.Executable {
        org.jenkinsci.plugins.workflow.flow.FlowExecutionOwner asFlowExecutionOwner();
    }
    public FlowExecutionOwner() { throw new AssertionError(); }
    public abstract org.jenkinsci.plugins.workflow.flow.FlowExecution get() throws java.io.IOException;
}
