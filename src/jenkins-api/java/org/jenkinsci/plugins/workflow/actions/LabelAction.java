package org.jenkinsci.plugins.workflow.actions;

@SuppressWarnings({"cast", "deprecation", "overloads", "overrides", "rawtypes", "removal", "static", "try", "unchecked", "varargs"})
public class LabelAction implements org.jenkinsci.plugins.workflow.actions.PersistentAction {
    public LabelAction(java.lang.String a0) { throw new AssertionError(); }
    public java.lang.String getDisplayName() { throw new AssertionError(); }
    public java.lang.String getIconFileName() { throw new AssertionError(); }
    public java.lang.String getUrlName() { throw new AssertionError(); }
}
