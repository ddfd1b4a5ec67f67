package hudson.model;

@SuppressWarnings({"cast", "deprecation", "overloads", "overrides", "rawtypes", "removal", "static", "try", "unchecked", "varargs"})
public class ParametersDefinitionProperty extends jenkins.model.OptionalJobProperty<hudson.model.Job<?, ?>> implements hudson.model.Action {
    public ParametersDefinitionProperty(java.util.List<hudson.model.ParameterDefinition> a0) { super(); throw new AssertionError(); }
    public java.util.List<hudson.model.ParameterDefinition> getParameterDefinitions() { throw new AssertionError(); }
    public java.lang.String getDisplayName() { throw new AssertionError(); }
    public java.lang.String getIconFileName() { throw new AssertionError(); }
    public java.lang.String getUrlName() { throw new AssertionError(); }
}
