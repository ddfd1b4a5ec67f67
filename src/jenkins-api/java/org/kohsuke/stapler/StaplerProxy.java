package org.kohsuke.stapler;

@SuppressWarnings({"cast", "deprecation", "overloads", "overrides", "rawtypes", "removal", "static", "try", "unchecked", "varargs"})
public interface StaplerProxy {
    java.lang.Object getTarget();
}
