package jenkins.model;

@SuppressWarnings({"cast", "deprecation", "overloads", "overrides", "rawtypes", "removal", "static", "try", "unchecked", "varargs"})
public abstract class OptionalJobProperty<J extends hudson.model.Job<?, ?>> extends hudson.model.JobProperty<J> {
    public static abstract class OptionalJobPropertyDescriptor extends hudson.model.JobPropertyDescriptor {
        protected OptionalJobPropertyDescriptor() { super(); throw new AssertionError(); }
    }
    public OptionalJobProperty() { super(); throw new AssertionError(); }
}
