package jenkins.util;

@SuppressWarnings({"cast", "deprecation", "overloads", "overrides", "rawtypes", "removal", "static", "try", "unchecked", "varargs"})
public abstract class VirtualFile implements java.lang.Comparable<jenkins.util.VirtualFile>, java.io.Serializable {
    public VirtualFile() { throw new AssertionError(); }
    public abstract java.lang.String getName();
    public abstract boolean isFile() throws java.io.IOException;
    public abstract jenkins.util.VirtualFile[] list() throws java.io.IOException;
    public abstract jenkins.util.VirtualFile child(java.lang.String a0);
    public abstract long length() throws java.io.IOException;
    public abstract java.io.InputStream open() throws java.io.IOException;
}
