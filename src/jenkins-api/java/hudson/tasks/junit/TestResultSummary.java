package hudson.tasks.junit;

@SuppressWarnings({"cast", "deprecation", "overloads", "overrides", "rawtypes", "removal", "static", "try", "unchecked", "varargs"})
public class TestResultSummary implements java.io.Serializable {
    public TestResultSummary() { throw new AssertionError(); }
}
