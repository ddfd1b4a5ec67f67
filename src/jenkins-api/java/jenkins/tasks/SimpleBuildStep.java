package jenkins.tasks;

@SuppressWarnings({"cast", "deprecation", "overloads", "overrides", "rawtypes", "removal", "static", "try", "unchecked", "varargs"})
public interface SimpleBuildStep extends hudson.tasks.BuildStep {
}
