package org.jenkinsci.plugins.workflow.graph;

@SuppressWarnings({"cast", "deprecation", "overloads", "overrides", "rawtypes", "removal", "static", "try", "unchecked", "varargs"})
public abstract class BlockStartNode extends org.jenkinsci.plugins.workflow.graph.FlowNode {
    protected BlockStartNode(org.jenkinsci.plugins.workflow.flow.FlowExecution a0, java.lang.String a1, java.util.List<org.jenkinsci.plugins.workflow.graph.FlowNode> a2) { super((org.jenkinsci.plugins.workflow.flow.FlowExecution) null, (java.lang.String) null, (java.util.List<org.jenkinsci.plugins.workflow.graph.FlowNode>) null); throw new AssertionError(); }
}
