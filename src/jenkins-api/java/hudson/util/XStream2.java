package hudson.util;

@SuppressWarnings({"cast", "deprecation", "overloads", "overrides", "rawtypes", "removal", "static", "try", "unchecked", "varargs"})
public class XStream2 extends com.thoughtworks.xstream.XStream {
    public XStream2() { super(); throw new AssertionError(); }
    public void toXMLUTF8(java.lang.Object a0, java.io.OutputStream a1) throws java.io.IOException { throw new AssertionError(); }
    public void addCompatibilityAlias(java.lang.String a0, java.lang.Class a1) { throw new AssertionError(); }
}
