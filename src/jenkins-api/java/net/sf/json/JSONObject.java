package net.sf.json;

@SuppressWarnings({"cast", "deprecation", "overloads", "overrides", "rawtypes", "removal", "static", "try", "unchecked", "varargs"})
public final class JSONObject extends net.sf.json.AbstractJSON implements net.sf.json.JSON, java.util.Map<java.lang.String, java.lang.Object>, java.lang.Comparable {
    public static net.sf.json.JSONObject fromObject(java.lang.Object a0) { throw new AssertionError(); }
    public JSONObject() { super(); throw new AssertionError(); }
    public void clear() { throw new AssertionError(); }
    public int compareTo(java.lang.Object a0) { throw new AssertionError(); }
    public boolean containsKey(java.lang.Object a0) { throw new AssertionError(); }
    public boolean containsValue(java.lang.Object a0) { throw new AssertionError(); }
    public java.util.Set entrySet() { throw new AssertionError(); }
    public boolean equals(java.lang.Object a0) { throw new AssertionError(); }
    public java.lang.Object get(java.lang.Object a0) { throw new AssertionError(); }
    public int hashCode() { throw new AssertionError(); }
    public boolean isEmpty() { throw new AssertionError(); }
    public java.util.Set<java.lang.String> keySet() { throw new AssertionError(); }
    public java.lang.Object put(java.lang.String a0, java.lang.Object a1) { throw new AssertionError(); }
    public void putAll(java.util.Map a0) { throw new AssertionError(); }
    public java.lang.Object remove(java.lang.Object a0) { throw new AssertionError(); }
    public int size() { throw new AssertionError(); }
    public java.util.Collection values() { throw new AssertionError(); }
}
