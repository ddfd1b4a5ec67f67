package hudson;

@SuppressWarnings({"cast", "deprecation", "overloads", "overrides", "rawtypes", "removal", "static", "try", "unchecked", "varargs"})
public class ExtensionList<T> extends java.util.AbstractList<T> implements jenkins.util.io.OnMaster {
    protected ExtensionList(hudson.model.Hudson a0, java.lang.Class<T> a1) { throw new AssertionError(); }
    public <U extends T> U get(java.lang.Class<U> a0) { throw new AssertionError(); }
    public java.util.Iterator<T> iterator() { throw new AssertionError(); }
    public T get(int a0) { throw new AssertionError(); }
    public int size() { throw new AssertionError(); }
    public boolean remove(java.lang.Object a0) { throw new AssertionError(); }
    public boolean removeAll(java.util.Collection<?> a0) { throw new AssertionError(); }
    public final T remove(int a0) { throw new AssertionError(); }
    public boolean add(T a0) { throw new AssertionError(); }
    public void add(int a0, T a1) { throw new AssertionError(); }
    public static <T> hudson.ExtensionList<T> lookup(java.lang.Class<T> a0) { throw new AssertionError(); }
    public static <U> U lookupSingleton(java.lang.Class<U> a0) { throw new AssertionError(); }
}
