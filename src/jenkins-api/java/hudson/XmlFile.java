package hudson;

@SuppressWarnings({"cast", "deprecation", "overloads", "overrides", "rawtypes", "removal", "static", "try", "unchecked", "varargs"})
public final class XmlFile {
    public XmlFile(com.thoughtworks.xstream.XStream a0, java.io.File a1) { throw new AssertionError(); }
    public java.lang.Object read() throws java.io.IOException { throw new AssertionError(); }
    public XmlFile(java.io.File a0) { throw new AssertionError(); }
    public boolean exists() { throw new AssertionError(); }
}
