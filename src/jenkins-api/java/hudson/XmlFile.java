package hudson;

@SuppressWarnings({"cast", "deprecation", "overloads", "overrides", "rawtypes", "removal", "static", "try", "unchecked", "varargs"})
public final class XmlFile {
    public XmlFile(java.io.File a0) { throw new AssertionError(); }
    public boolean exists() { throw new AssertionError(); }
}
