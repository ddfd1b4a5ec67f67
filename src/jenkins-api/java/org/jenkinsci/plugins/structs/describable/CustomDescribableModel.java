package org.jenkinsci.plugins.structs.describable;

@SuppressWarnings({"cast", "deprecation", "overloads", "overrides", "rawtypes", "removal", "static", "try", "unchecked", "varargs"})
public interface CustomDescribableModel {
    default java.util.Map<java.lang.String, java.lang.Object> customInstantiate(java.util.Map<java.lang.String, java.lang.Object> a0) { throw new AssertionError(); }
}
