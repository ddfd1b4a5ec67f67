package org.jenkinsci.plugins.structs.describable;

@SuppressWarnings({"cast", "deprecation", "overloads", "overrides", "rawtypes", "removal", "static", "try", "unchecked", "varargs"})
public class UninstantiatedDescribable implements java.io.Serializable {
    public UninstantiatedDescribable(java.util.Map<java.lang.String, ?> a0) { throw new AssertionError(); }
    public static final java.lang.String ANONYMOUS_KEY = "<anonymous>";
    public java.util.Map<java.lang.String, ?> getArguments() { throw new AssertionError(); }
}
