package hudson.util;

@SuppressWarnings({"cast", "deprecation", "overloads", "overrides", "rawtypes", "removal", "static", "try", "unchecked", "varargs"})
public class PersistedList<T> extends java.util.AbstractList<T> {
    public PersistedList(hudson.model.Saveable a0) { throw new AssertionError(); }
    public boolean add(T a0) { throw new AssertionError(); }
    public boolean addAll(java.util.Collection<? extends T> a0) { throw new AssertionError(); }
    public T get(int a0) { throw new AssertionError(); }
    public int size() { throw new AssertionError(); }
    public boolean remove(java.lang.Object a0) { throw new AssertionError(); }
    public void clear() { throw new AssertionError(); }
    public java.util.Iterator<T> iterator() { throw new AssertionError(); }
    public java.util.List<T> toList() { throw new AssertionError(); }
    public <X> X[] toArray(X[] a0) { throw new AssertionError(); }
    public boolean isEmpty() { throw new AssertionError(); }
    public boolean contains(java.lang.Object a0) { throw new AssertionError(); }
}
