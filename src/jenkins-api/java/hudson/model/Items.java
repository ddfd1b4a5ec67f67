package hudson.model;

@SuppressWarnings({"cast", "deprecation", "overloads", "overrides", "rawtypes", "removal", "static", "try", "unchecked", "varargs"})
public class Items {
    public static final hudson.util.XStream2 XSTREAM2 = java.util.List.<hudson.util.XStream2>of().get(0);
    public Items() { throw new AssertionError(); }
}
