package hudson.model;

@SuppressWarnings({"cast", "deprecation", "overloads", "overrides", "rawtypes", "removal", "static", "try", "unchecked", "varargs"})
public interface Item extends hudson.model.PersistenceRoot, jenkins.model.FullyNamedModelObject, hudson.search.SearchableModelObject, jenkins.model.FullyNamed, jenkins.model.Named, hudson.security.AccessControlled, jenkins.util.io.OnMaster {
    static final hudson.security.Permission CONFIGURE = java.util.List.<hudson.security.Permission>of().get(0);
    static final hudson.security.Permission EXTENDED_READ = java.util.List.<hudson.security.Permission>of().get(0);
    static final hudson.security.Permission READ = java.util.List.<hudson.security.Permission>of().get(0);
}
