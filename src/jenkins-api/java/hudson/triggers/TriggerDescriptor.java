package hudson.triggers;

@SuppressWarnings({"cast", "deprecation", "overloads", "overrides", "rawtypes", "removal", "static", "try", "unchecked", "varargs"})
public abstract class TriggerDescriptor extends hudson.model.Descriptor<hudson.triggers.Trigger<?>> {
    protected TriggerDescriptor() { super(); throw new AssertionError(); }
    public abstract boolean isApplicable(hudson.model.Item a0);
}
