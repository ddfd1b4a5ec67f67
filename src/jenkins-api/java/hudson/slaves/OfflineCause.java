package hudson.slaves;

@SuppressWarnings({"cast", "deprecation", "overloads", "overrides", "rawtypes", "removal", "static", "try", "unchecked", "varargs"})
public abstract class OfflineCause implements jenkins.agents.IOfflineCause {
    public static class SimpleOfflineCause extends hudson.slaves.OfflineCause {
        public final org.jvnet.localizer.Localizable description = java.util.List.<org.jvnet.localizer.Localizable>of().get(0);
        protected SimpleOfflineCause(org.jvnet.localizer.Localizable a0) { super(); throw new AssertionError(); }
    }
    public static class ChannelTermination extends hudson.slaves.OfflineCause {
        public ChannelTermination(java.lang.Exception a0) { super(); throw new AssertionError(); }
        public java.lang.String getShortDescription() { throw new AssertionError(); }
    }
    public OfflineCause() { throw new AssertionError(); }
}
