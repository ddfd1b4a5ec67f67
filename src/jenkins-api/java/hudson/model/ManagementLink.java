package hudson.model;

@SuppressWarnings({"cast", "deprecation", "overloads", "overrides", "rawtypes", "removal", "static", "try", "unchecked", "varargs"})
public abstract class ManagementLink implements hudson.ExtensionPoint, hudson.model.Action {
    public static enum Category {
        CONFIGURATION, SECURITY, STATUS, TROUBLESHOOTING, TOOLS, MISC, UNCATEGORIZED;
    }
    public ManagementLink() { throw new AssertionError(); }
    public abstract java.lang.String getIconFileName();
    public java.lang.String getDescription() { throw new AssertionError(); }
    public abstract java.lang.String getUrlName();
    public hudson.security.Permission getRequiredPermission() { throw new AssertionError(); }
    public hudson.model.ManagementLink.Category getCategory() { throw new AssertionError(); }
}
