package org.jenkinsci.plugins.workflow.graph;

@SuppressWarnings({"cast", "deprecation", "overloads", "overrides", "rawtypes", "removal", "static", "try", "unchecked", "varargs"})
public abstract class FlowNode extends hudson.model.Actionable implements hudson.model.Saveable {
    protected FlowNode(org.jenkinsci.plugins.workflow.flow.FlowExecution a0, java.lang.String a1, java.util.List<org.jenkinsci.plugins.workflow.graph.FlowNode> a2) { super(); throw new AssertionError(); }
    public java.util.List<? extends org.jenkinsci.plugins.workflow.graph.BlockStartNode> getEnclosingBlocks() { throw new AssertionError(); }
}
