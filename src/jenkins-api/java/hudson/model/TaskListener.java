package hudson.model;

@SuppressWarnings({"cast", "deprecation", "overloads", "overrides", "rawtypes", "removal", "static", "try", "unchecked", "varargs"})
public interface TaskListener extends org.jenkinsci.remoting.SerializableOnlyOverRemoting {
    java.io.PrintStream getLogger();
    hudson.model.TaskListener NULL = java.util.List.<hudson.model.TaskListener>of().get(0);
}
