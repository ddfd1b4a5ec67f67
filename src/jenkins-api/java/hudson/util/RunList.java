package hudson.util;

@SuppressWarnings({"cast", "deprecation", "overloads", "overrides", "rawtypes", "removal", "static", "try", "unchecked", "varargs"})
public class RunList<R extends hudson.model.Run> extends java.util.AbstractList<R> {
    public RunList() { throw new AssertionError(); }
    public java.util.Iterator<R> iterator() { throw new AssertionError(); }
    public int size() { throw new AssertionError(); }
    public R get(int a0) { throw new AssertionError(); }
    public java.util.List<R> subList(int a0, int a1) { throw new AssertionError(); }
    public int indexOf(java.lang.Object a0) { throw new AssertionError(); }
    public int lastIndexOf(java.lang.Object a0) { throw new AssertionError(); }
    public boolean isEmpty() { throw new AssertionError(); }
}
