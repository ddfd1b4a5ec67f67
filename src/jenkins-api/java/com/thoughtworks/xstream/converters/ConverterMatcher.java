package com.thoughtworks.xstream.converters;

@SuppressWarnings({"cast", "deprecation", "overloads", "overrides", "rawtypes", "removal", "static", "try", "unchecked", "varargs"})
public interface ConverterMatcher {
    boolean canConvert(java.lang.Class a0);
}
