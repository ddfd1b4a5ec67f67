package org.kohsuke.accmod.restrictions;

@SuppressWarnings({"cast", "deprecation", "overloads", "overrides", "rawtypes", "removal", "static", "try", "unchecked", "varargs"})
public class NoExternalUse extends org.kohsuke.accmod.restrictions.DoNotUse {
    public NoExternalUse() { super(); throw new AssertionError(); }
}
