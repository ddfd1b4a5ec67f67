package hudson.util;

@SuppressWarnings({"cast", "deprecation", "overloads", "overrides", "rawtypes", "removal", "static", "try", "unchecked", "varargs"})
public class ComboBoxModel extends java.util.ArrayList<java.lang.String> implements org.kohsuke.stapler.HttpResponse {
    public ComboBoxModel() { throw new AssertionError(); }
    public ComboBoxModel(java.util.Collection<? extends java.lang.String> a0) { throw new AssertionError(); }
}
