package hudson.model;

@SuppressWarnings({"cast", "deprecation", "overloads", "overrides", "rawtypes", "removal", "static", "try", "unchecked", "varargs"})
public abstract class AbstractModelObject implements hudson.search.SearchableModelObject {
    public AbstractModelObject() { throw new AssertionError(); }
}
