package hudson;

@SuppressWarnings({"cast", "deprecation", "overloads", "overrides", "rawtypes", "removal", "static", "try", "unchecked", "varargs"})
public final class FilePath implements org.jenkinsci.remoting.SerializableOnlyOverRemoting {
    public static interface FileCallable<T> extends java.io.Serializable, org.jenkinsci.remoting.RoleSensitive {
        T invoke(java.io.File a0, hudson.remoting.VirtualChannel a1) throws java.io.IOException, java.lang.InterruptedException;
    }
    public FilePath(hudson.remoting.VirtualChannel a0, java.lang.String a1) { throw new AssertionError(); }
    public FilePath(java.io.File a0) { throw new AssertionError(); }
    public java.lang.String getRemote() { throw new AssertionError(); }
    public <T> hudson.remoting.Future<T> actAsync(hudson.FilePath.FileCallable<T> a0) throws java.io.IOException, java.lang.InterruptedException { throw new AssertionError(); }
    public <T> T act(hudson.FilePath.FileCallable<T> a0) throws java.io.IOException, java.lang.InterruptedException { throw new AssertionError(); }
    public hudson.model.Computer toComputer() { throw new AssertionError(); }
    public void mkdirs() throws java.io.IOException, java.lang.InterruptedException { throw new AssertionError(); }
    public void deleteRecursive() throws java.io.IOException, java.lang.InterruptedException { throw new AssertionError(); }
    public java.lang.String getName() { throw new AssertionError(); }
    public hudson.FilePath child(java.lang.String a0) { throw new AssertionError(); }
    public boolean delete() throws java.io.IOException, java.lang.InterruptedException { throw new AssertionError(); }
    public void write(java.lang.String a0, java.lang.String a1) throws java.io.IOException, java.lang.InterruptedException { throw new AssertionError(); }
    public java.util.List<hudson.FilePath> list() throws java.io.IOException, java.lang.InterruptedException { throw new AssertionError(); }
    public java.lang.String readLink() throws java.io.IOException, java.lang.InterruptedException { throw new AssertionError(); }
    public java.io.InputStream read() throws java.io.IOException, java.lang.InterruptedException { throw new AssertionError(); }
    public hudson.Launcher createLauncher(hudson.model.TaskListener a0) throws java.io.IOException, java.lang.InterruptedException { throw new AssertionError(); }
    public hudson.remoting.VirtualChannel getChannel() { throw new AssertionError(); }
}
