package org.jenkins.ui.icon;

@SuppressWarnings({"cast", "deprecation", "overloads", "overrides", "rawtypes", "removal", "static", "try", "unchecked", "varargs"})
public interface IconSpec {
    java.lang.String getIconClassName();
}
