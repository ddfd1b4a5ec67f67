package com.thoughtworks.xstream.converters;

@SuppressWarnings({"cast", "deprecation", "overloads", "overrides", "rawtypes", "removal", "static", "try", "unchecked", "varargs"})
public interface ErrorReporter {
}
