package hudson.util;

@SuppressWarnings({"cast", "deprecation", "overloads", "overrides", "rawtypes", "removal", "static", "try", "unchecked", "varargs"})
public abstract class FormValidation extends java.io.IOException implements org.kohsuke.stapler.HttpResponse {
    public static enum Kind {
        OK, WARNING, ERROR;
    }
    public final hudson.util.FormValidation.Kind kind = java.util.List.<hudson.util.FormValidation.Kind>of().get(0);
    public static hudson.util.FormValidation error(java.lang.String a0) { throw new AssertionError(); }
    public static hudson.util.FormValidation warning(java.lang.String a0) { throw new AssertionError(); }
    public static hudson.util.FormValidation ok(java.lang.String a0) { throw new AssertionError(); }
    public static hudson.util.FormValidation ok() { throw new AssertionError(); }
    private FormValidation(hudson.util.FormValidation.Kind a0) { throw new AssertionError(); }
}
