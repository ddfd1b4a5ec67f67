package org.jenkinsci.plugins.workflow.steps;

@SuppressWarnings({"cast", "deprecation", "overloads", "overrides", "rawtypes", "removal", "static", "try", "unchecked", "varargs"})
public abstract class StepContext implements com.google.common.util.concurrent.FutureCallback<java.lang.Object>, java.io.Serializable {
    public StepContext() { throw new AssertionError(); }
    public abstract <T> T get(java.lang.Class<T> a0) throws java.io.IOException, java.lang.InterruptedException;
    public abstract com.google.common.util.concurrent.ListenableFuture<java.lang.Void> saveState();
    public abstract void onSuccess(java.lang.Object a0);
}
