package hudson.util;

@SuppressWarnings({"cast", "deprecation", "overloads", "overrides", "rawtypes", "removal", "static", "try", "unchecked", "varargs"})
public class ListBoxModel extends java.util.ArrayList<hudson.util.ListBoxModel.Option> implements org.kohsuke.stapler.HttpResponse {
    public static final class Option {
        public Option(java.lang.String a0) { throw new AssertionError(); }
    }
    public ListBoxModel() { throw new AssertionError(); }
    public void add(java.lang.String a0, java.lang.String a1) { throw new AssertionError(); }
    public hudson.util.ListBoxModel add(java.lang.String a0) { throw new AssertionError(); }
}
