package hudson.tasks.test;

@SuppressWarnings({"cast", "deprecation", "overloads", "overrides", "rawtypes", "removal", "static", "try", "unchecked", "varargs"})
public class PipelineTestDetails implements java.io.Serializable {
    public PipelineTestDetails() { throw new AssertionError(); }
}
