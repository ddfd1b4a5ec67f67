package hudson.util;

@SuppressWarnings({"cast", "deprecation", "overloads", "overrides", "rawtypes", "removal", "static", "try", "unchecked", "varargs"})
public class DescribableList<T extends hudson.model.Describable<T>, D extends hudson.model.Descriptor<T>> extends hudson.util.PersistedList<T> {
    public static interface Owner extends hudson.model.Saveable {
    }
    public DescribableList(hudson.util.DescribableList.Owner a0) { super((hudson.model.Saveable) null); throw new AssertionError(); }
}
