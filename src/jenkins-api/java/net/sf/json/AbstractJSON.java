package net.sf.json;

@SuppressWarnings({"cast", "deprecation", "overloads", "overrides", "rawtypes", "removal", "static", "try", "unchecked", "varargs"})
abstract class AbstractJSON implements net.sf.json.JSON {
    AbstractJSON() { throw new AssertionError(); }
}
