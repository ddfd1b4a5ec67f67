package com.thoughtworks.xstream;

@SuppressWarnings({"cast", "deprecation", "overloads", "overrides", "rawtypes", "removal", "static", "try", "unchecked", "varargs"})
public class XStream {
    public XStream() { throw new AssertionError(); }
    public void registerConverter(com.thoughtworks.xstream.converters.Converter a0) { throw new AssertionError(); }
    public java.lang.String toXML(java.lang.Object a0) { throw new AssertionError(); }
}
