package org.jenkinsci.plugins.variant;

@SuppressWarnings({"cast", "deprecation", "overloads", "overrides", "rawtypes", "removal", "static", "try", "unchecked", "varargs"})
@net.java.sezpoz.Indexable()
@java.lang.annotation.Retention(value = java.lang.annotation.RetentionPolicy.RUNTIME)
@java.lang.annotation.Target(value = {java.lang.annotation.ElementType.TYPE, java.lang.annotation.ElementType.METHOD, java.lang.annotation.ElementType.FIELD})
@java.lang.annotation.Documented()
public @interface OptionalExtension {
    double ordinal() default 0.0;
    java.lang.String[] requirePlugins() default {};
    java.lang.Class[] requireClasses() default {};
    java.lang.String[] requireVariants() default {};
}
