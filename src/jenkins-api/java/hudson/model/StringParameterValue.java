package hudson.model;

@SuppressWarnings({"cast", "deprecation", "overloads", "overrides", "rawtypes", "removal", "static", "try", "unchecked", "varargs"})
public class StringParameterValue extends hudson.model.ParameterValue {
    public StringParameterValue(java.lang.String a0, java.lang.String a1) { super((java.lang.String) null); throw new AssertionError(); }
}
