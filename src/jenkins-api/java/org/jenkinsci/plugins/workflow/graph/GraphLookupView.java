package org.jenkinsci.plugins.workflow.graph;

@SuppressWarnings({"cast", "deprecation", "overloads", "overrides", "rawtypes", "removal", "static", "try", "unchecked", "varargs"})
public interface GraphLookupView {
}
