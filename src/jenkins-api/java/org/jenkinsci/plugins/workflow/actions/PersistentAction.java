package org.jenkinsci.plugins.workflow.actions;

@SuppressWarnings({"cast", "deprecation", "overloads", "overrides", "rawtypes", "removal", "static", "try", "unchecked", "varargs"})
public interface PersistentAction extends hudson.model.Action {
}
