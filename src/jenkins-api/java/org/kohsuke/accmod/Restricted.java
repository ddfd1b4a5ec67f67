package org.kohsuke.accmod;

@SuppressWarnings({"cast", "deprecation", "overloads", "overrides", "rawtypes", "removal", "static", "try", "unchecked", "varargs"})
@java.lang.annotation.Retention(value = java.lang.annotation.RetentionPolicy.RUNTIME)
@java.lang.annotation.Documented()
@org.jvnet.hudson.annotation_indexer.Indexed()
public @interface Restricted {
    java.lang.Class<? extends org.kohsuke.accmod.AccessRestriction>[] value();
}
