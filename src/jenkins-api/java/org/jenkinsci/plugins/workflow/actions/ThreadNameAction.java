package org.jenkinsci.plugins.workflow.actions;

@SuppressWarnings({"cast", "deprecation", "overloads", "overrides", "rawtypes", "removal", "static", "try", "unchecked", "varargs"})
public interface ThreadNameAction extends org.jenkinsci.plugins.workflow.actions.PersistentAction {
    java.lang.String getThreadName();
}
