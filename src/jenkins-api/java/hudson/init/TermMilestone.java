package hudson.init;

@SuppressWarnings({"cast", "deprecation", "overloads", "overrides", "rawtypes", "removal", "static", "try", "unchecked", "varargs"})
public enum TermMilestone implements org.jvnet.hudson.reactor.Milestone {
    STARTED, COMPLETED;
}
