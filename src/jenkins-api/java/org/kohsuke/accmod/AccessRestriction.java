package org.kohsuke.accmod;

@SuppressWarnings({"cast", "deprecation", "overloads", "overrides", "rawtypes", "removal", "static", "try", "unchecked", "varargs"})
public abstract class AccessRestriction {
    public AccessRestriction() { throw new AssertionError(); }
}
