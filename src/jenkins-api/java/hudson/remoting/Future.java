package hudson.remoting;

@SuppressWarnings({"cast", "deprecation", "overloads", "overrides", "rawtypes", "removal", "static", "try", "unchecked", "varargs"})
public interface Future<V> extends java.util.concurrent.Future<V> {
}
