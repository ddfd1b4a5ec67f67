package hudson.model;

@SuppressWarnings({"cast", "deprecation", "overloads", "overrides", "rawtypes", "removal", "static", "try", "unchecked", "varargs"})
public abstract class AsyncPeriodicWork extends hudson.model.PeriodicWork {
    protected AsyncPeriodicWork(java.lang.String a0) { super(); throw new AssertionError(); }
    protected abstract void execute(hudson.model.TaskListener a0) throws java.io.IOException, java.lang.InterruptedException;
}
