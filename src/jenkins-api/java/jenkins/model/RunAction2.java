package jenkins.model;

@SuppressWarnings({"cast", "deprecation", "overloads", "overrides", "rawtypes", "removal", "static", "try", "unchecked", "varargs"})
public interface RunAction2 extends hudson.model.Action {
    void onAttached(hudson.model.Run<?, ?> a0);
    void onLoad(hudson.model.Run<?, ?> a0);
}
