package org.kohsuke.accmod.restrictions;

@SuppressWarnings({"cast", "deprecation", "overloads", "overrides", "rawtypes", "removal", "static", "try", "unchecked", "varargs"})
public class DoNotUse extends org.kohsuke.accmod.AccessRestriction {
    public DoNotUse() { super(); throw new AssertionError(); }
}
