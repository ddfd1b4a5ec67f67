package hudson.model;

@SuppressWarnings({"cast", "deprecation", "overloads", "overrides", "rawtypes", "removal", "static", "try", "unchecked", "varargs"})
public abstract class PeriodicWork extends hudson.triggers.SafeTimerTask implements hudson.ExtensionPoint {
    protected static final long MIN = 60000L;
    protected static final long DAY = 86400000L;
    public PeriodicWork() { super(); throw new AssertionError(); }
    public abstract long getRecurrencePeriod();
    public long getInitialDelay() { throw new AssertionError(); }
}
