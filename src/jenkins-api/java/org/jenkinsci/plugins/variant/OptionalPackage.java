package org.jenkinsci.plugins.variant;

@SuppressWarnings({"cast", "deprecation", "overloads", "overrides", "rawtypes", "removal", "static", "try", "unchecked", "varargs"})
@java.lang.annotation.Retention(value = java.lang.annotation.RetentionPolicy.RUNTIME)
@java.lang.annotation.Target(value = {java.lang.annotation.ElementType.PACKAGE})
@java.lang.annotation.Documented()
public @interface OptionalPackage {
    java.lang.String[] requirePlugins() default {};
    java.lang.Class[] requireClasses() default {};
    java.lang.String[] requireVariants() default {};
}
