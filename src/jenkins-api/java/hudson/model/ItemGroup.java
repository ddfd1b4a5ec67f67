package hudson.model;

@SuppressWarnings({"cast", "deprecation", "overloads", "overrides", "rawtypes", "removal", "static", "try", "unchecked", "varargs"})
public interface ItemGroup<T extends hudson.model.Item> extends jenkins.model.FullyNamed, jenkins.model.FullyNamedModelObject, hudson.model.PersistenceRoot {
    default <I extends hudson.model.Item> java.util.List<I> getAllItems(java.lang.Class<I> a0) { throw new AssertionError(); }
}
