package hudson.init;

@SuppressWarnings({"cast", "deprecation", "overloads", "overrides", "rawtypes", "removal", "static", "try", "unchecked", "varargs"})
@org.jvnet.hudson.annotation_indexer.Indexed()
@java.lang.annotation.Documented()
@java.lang.annotation.Retention(value = java.lang.annotation.RetentionPolicy.RUNTIME)
@java.lang.annotation.Target(value = {java.lang.annotation.ElementType.METHOD})
public @interface Initializer {
    hudson.init.InitMilestone after() default hudson.init.InitMilestone.STARTED;
    hudson.init.InitMilestone before() default hudson.init.InitMilestone.COMPLETED;
    java.lang.String[] requires() default {};
    java.lang.String[] attains() default {};
    java.lang.String displayName() default "";
    boolean fatal() default true;
}
