package com.thoughtworks.xstream.io;

@SuppressWarnings({"cast", "deprecation", "overloads", "overrides", "rawtypes", "removal", "static", "try", "unchecked", "varargs"})
public interface HierarchicalStreamWriter {
}
