package com.thoughtworks.xstream.io;

@SuppressWarnings({"cast", "deprecation", "overloads", "overrides", "rawtypes", "removal", "static", "try", "unchecked", "varargs"})
public interface HierarchicalStreamReader extends com.thoughtworks.xstream.converters.ErrorReporter {
    boolean hasMoreChildren();
    void moveDown();
    void moveUp();
    java.lang.String getNodeName();
    java.lang.String getValue();
}
