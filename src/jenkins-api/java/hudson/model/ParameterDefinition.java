package hudson.model;

@SuppressWarnings({"cast", "deprecation", "overloads", "overrides", "rawtypes", "removal", "static", "try", "unchecked", "varargs"})
public abstract class ParameterDefinition implements hudson.model.Describable<hudson.model.ParameterDefinition>, hudson.ExtensionPoint, java.io.Serializable {
    public abstract static class ParameterDescriptor extends hudson.model.Descriptor<hudson.model.ParameterDefinition> {
        protected ParameterDescriptor() { super(); throw new AssertionError(); }
        public java.lang.String getDisplayName() { throw new AssertionError(); }
    }
    protected ParameterDefinition(java.lang.String a0) { throw new AssertionError(); }
    public java.lang.String getName() { throw new AssertionError(); }
    public hudson.model.ParameterDefinition.ParameterDescriptor getDescriptor() { throw new AssertionError(); }
    public hudson.model.ParameterValue getDefaultParameterValue() { throw new AssertionError(); }
    public boolean isValid(hudson.model.ParameterValue a0) { throw new AssertionError(); }
}
