package com.thoughtworks.xstream.converters;

@SuppressWarnings({"cast", "deprecation", "overloads", "overrides", "rawtypes", "removal", "static", "try", "unchecked", "varargs"})
public interface Converter extends com.thoughtworks.xstream.converters.ConverterMatcher {
    void marshal(java.lang.Object a0, com.thoughtworks.xstream.io.HierarchicalStreamWriter a1, com.thoughtworks.xstream.converters.MarshallingContext a2);
    java.lang.Object unmarshal(com.thoughtworks.xstream.io.HierarchicalStreamReader a0, com.thoughtworks.xstream.converters.UnmarshallingContext a1);
}
