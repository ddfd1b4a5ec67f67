package hudson.model;

@SuppressWarnings({"cast", "deprecation", "overloads", "overrides", "rawtypes", "removal", "static", "try", "unchecked", "varargs"})
public final class Result implements java.io.Serializable, org.kohsuke.stapler.export.CustomExportedBean {
    public static final hudson.model.Result SUCCESS = java.util.List.<hudson.model.Result>of().get(0);
    public static final hudson.model.Result UNSTABLE = java.util.List.<hudson.model.Result>of().get(0);
    public static final hudson.model.Result FAILURE = java.util.List.<hudson.model.Result>of().get(0);
    public static final hudson.model.Result ABORTED = java.util.List.<hudson.model.Result>of().get(0);
    private Result(java.lang.String a0, hudson.model.BallColor a1, int a2, boolean a3) { throw new AssertionError(); }
    public hudson.model.Result combine(hudson.model.Result a0) { throw new AssertionError(); }
    public boolean isWorseThan(hudson.model.Result a0) { throw new AssertionError(); }
    public boolean isBetterOrEqualTo(hudson.model.Result a0) { throw new AssertionError(); }
    public java.lang.String toString() { throw new AssertionError(); }
    public static hudson.model.Result fromString(java.lang.String a0) { throw new AssertionError(); }
}
