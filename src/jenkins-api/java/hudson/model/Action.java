package hudson.model;

@SuppressWarnings({"cast", "deprecation", "overloads", "overrides", "rawtypes", "removal", "static", "try", "unchecked", "varargs"})
public interface Action extends hudson.model.ModelObject {
    java.lang.String getIconFileName();
    java.lang.String getDisplayName();
    java.lang.String getUrlName();
}
