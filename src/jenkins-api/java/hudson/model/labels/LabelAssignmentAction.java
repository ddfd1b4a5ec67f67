package hudson.model.labels;

@SuppressWarnings({"cast", "deprecation", "overloads", "overrides", "rawtypes", "removal", "static", "try", "unchecked", "varargs"})
public interface LabelAssignmentAction extends hudson.model.Action {
}
