package hudson.model;

@SuppressWarnings({"cast", "deprecation", "overloads", "overrides", "rawtypes", "removal", "static", "try", "unchecked", "varargs"})
public abstract class ParameterValue implements java.io.Serializable {
    protected ParameterValue(java.lang.String a0) { throw new AssertionError(); }
    public final java.lang.String getName() { throw new AssertionError(); }
    public boolean isSensitive() { throw new AssertionError(); }
    public java.lang.Object getValue() { throw new AssertionError(); }
}
