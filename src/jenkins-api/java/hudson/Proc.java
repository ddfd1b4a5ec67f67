package hudson;

@SuppressWarnings({"cast", "deprecation", "overloads", "overrides", "rawtypes", "removal", "static", "try", "unchecked", "varargs"})
public abstract class Proc {
    protected Proc() { throw new AssertionError(); }
    public abstract boolean isAlive() throws java.io.IOException, java.lang.InterruptedException;
    public abstract void kill() throws java.io.IOException, java.lang.InterruptedException;
    public abstract int join() throws java.io.IOException, java.lang.InterruptedException;
    public abstract java.io.OutputStream getStdin();
}
