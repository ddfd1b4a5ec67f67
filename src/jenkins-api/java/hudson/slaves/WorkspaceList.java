package hudson.slaves;

@SuppressWarnings({"cast", "deprecation", "overloads", "overrides", "rawtypes", "removal", "static", "try", "unchecked", "varargs"})
public final class WorkspaceList {
    public WorkspaceList() { throw new AssertionError(); }
    public static hudson.FilePath tempDir(hudson.FilePath a0) { throw new AssertionError(); }
}
