package hudson.model;

@SuppressWarnings({"cast", "deprecation", "overloads", "overrides", "rawtypes", "removal", "static", "try", "unchecked", "varargs"})
public interface TaskListener extends org.jenkinsci.remoting.SerializableOnlyOverRemoting {
    static final hudson.model.TaskListener NULL = java.util.List.<hudson.model.TaskListener>of().get(0);
    java.io.PrintStream getLogger();
}
