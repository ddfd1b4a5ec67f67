package hudson.model;

@SuppressWarnings({"cast", "deprecation", "overloads", "overrides", "rawtypes", "removal", "static", "try", "unchecked", "varargs"})
public abstract class SimpleParameterDefinition extends hudson.model.ParameterDefinition {
    protected SimpleParameterDefinition(java.lang.String a0) { super((java.lang.String) null); throw new AssertionError(); }
    public abstract hudson.model.ParameterValue createValue(java.lang.String a0);
}
