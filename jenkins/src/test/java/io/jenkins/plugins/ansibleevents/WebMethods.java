package io.jenkins.plugins.ansibleevents;

import java.io.IOException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import jenkins.model.Jenkins;
import org.kohsuke.stapler.WebMethod;
import org.kohsuke.stapler.bind.JavaScriptMethod;

/** Every method of the plugin's classes that Stapler calls for a request. */
final class WebMethods {

    private static final Path CLASSES = Path.of("target/classes");
    private static final String OWN = "io.jenkins.plugins.ansibleevents.";

    private WebMethods() {}

    static List<Method> all() throws IOException, ClassNotFoundException {
        try (var files = Files.walk(CLASSES)) {
            List<String> names = files.map(file -> CLASSES.relativize(file).toString())
                    .filter(file -> file.endsWith(".class"))
                    .map(file ->
                            file.substring(0, file.length() - ".class".length()).replace('/', '.'))
                    .filter(name -> name.startsWith(OWN) && !name.startsWith(OWN + "engine."))
                    .toList();
            var methods = Stream.<Method>builder();
            for (String name : names) {
                Class<?> type = Class.forName(name, false, WebMethods.class.getClassLoader());
                Stream.of(type.getDeclaredMethods())
                        .filter(WebMethods::isOfTheWeb)
                        .forEach(methods);
            }
            return methods.build().toList();
        }
    }

    private static boolean isOfTheWeb(Method method) {
        return Modifier.isPublic(method.getModifiers())
                && !method.isSynthetic()
                && (method.getName().matches("do[A-Z].*")
                        || method.isAnnotationPresent(WebMethod.class)
                        || method.isAnnotationPresent(JavaScriptMethod.class));
    }

    /** An object of this Jenkins that has the method. */
    static Object target(Method method) {
        return Jenkins.get()
                .getExtensionList(method.getDeclaringClass().asSubclass(Object.class))
                .get(0);
    }

    /** Class and method, for lists and messages. */
    static String name(Method method) {
        String type = method.getDeclaringClass().getName();
        return type.substring(type.lastIndexOf('.') + 1) + "." + method.getName();
    }
}
