package hudson.search;

@SuppressWarnings({"cast", "deprecation", "overloads", "overrides", "rawtypes", "removal", "static", "try", "unchecked", "varargs"})
public interface SearchableModelObject extends hudson.model.ModelObject, hudson.search.SearchItem {
}
