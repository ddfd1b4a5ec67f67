package hudson.model;

@SuppressWarnings({"cast", "deprecation", "overloads", "overrides", "rawtypes", "removal", "static", "try", "unchecked", "varargs"})
public class Hudson extends jenkins.model.Jenkins {
    public Hudson(java.io.File a0, jakarta.servlet.ServletContext a1) throws java.io.IOException, java.lang.InterruptedException, org.jvnet.hudson.reactor.ReactorException { super((java.io.File) null, (jakarta.servlet.ServletContext) null); throw new AssertionError(); }
}
