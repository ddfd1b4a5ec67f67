package hudson.model;

@SuppressWarnings({"cast", "deprecation", "overloads", "overrides", "rawtypes", "removal", "static", "try", "unchecked", "varargs"})
public interface PermalinkProjectAction extends hudson.model.Action {
    static abstract class Permalink {
        public Permalink() { throw new AssertionError(); }
    }
}
