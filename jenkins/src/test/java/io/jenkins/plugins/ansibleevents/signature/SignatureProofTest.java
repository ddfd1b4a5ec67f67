package io.jenkins.plugins.ansibleevents.signature;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every type and member of {@code src/jenkins-api} is one of the real Jenkins, with the same modifiers and types. */
class SignatureProofTest {

    private static final Path SIGNATURES = Path.of("../src/jenkins-api/java");
    private static final int COMPARED = Modifier.PUBLIC
            | Modifier.PROTECTED
            | Modifier.PRIVATE
            | Modifier.STATIC
            | Modifier.ABSTRACT
            | Modifier.INTERFACE;

    @Test
    void everySignatureIsReal(@TempDir Path classes) throws Exception {
        compile(classes);
        var differences = new ArrayList<String>();
        try (var signatures = new SignatureLoader(classes)) {
            for (String name : classNames(classes)) {
                compare(signatures.loadClass(name), real(name), differences);
            }
        }
        assertThat(differences).isEmpty();
    }

    private static void compile(Path classes) throws IOException {
        var compiler = ToolProvider.getSystemJavaCompiler();
        try (var files = compiler.getStandardFileManager(null, null, null);
                var tree = Files.walk(SIGNATURES)) {
            var sources = tree.filter(p -> p.toString().endsWith(".java")).toList();
            var options = List.of("-d", classes.toString(), "-nowarn", "-proc:none", "-Xlint:none");
            assertThat(compiler.getTask(null, files, null, options, null, files.getJavaFileObjectsFromPaths(sources))
                            .call())
                    .isTrue();
        }
    }

    private static List<String> classNames(Path classes) throws IOException {
        try (var tree = Files.walk(classes)) {
            return tree.map(p -> classes.relativize(p).toString())
                    .filter(n -> n.endsWith(".class"))
                    .map(n -> n.substring(0, n.length() - ".class".length()).replace(File.separatorChar, '.'))
                    .toList();
        }
    }

    private static Class<?> real(String name) throws ClassNotFoundException {
        return Class.forName(name, false, SignatureProofTest.class.getClassLoader());
    }

    private static void compare(Class<?> said, Class<?> real, List<String> differences) {
        note(said, "modifiers", said.getModifiers() & COMPARED, real.getModifiers() & COMPARED, differences);
        if (said.getSuperclass() != null && said.getSuperclass() != Object.class) {
            note(
                    said,
                    "superclass",
                    said.getSuperclass().getName(),
                    real.getSuperclass().getName(),
                    differences);
        }
        for (Class<?> parent : said.getInterfaces()) {
            boolean there = Arrays.stream(real.getInterfaces())
                    .anyMatch(i -> i.getName().equals(parent.getName()));
            note(said, "interface " + parent.getName(), true, there, differences);
        }
        members(said).forEach(m -> note(said, m, true, members(real).anyMatch(m::equals), differences));
    }

    private static void note(Class<?> type, String what, Object said, Object real, List<String> differences) {
        if (!said.equals(real)) {
            differences.add(type.getName() + ": " + what + ": " + said + ", really " + real);
        }
    }

    private static Stream<String> members(Class<?> type) {
        return Stream.of(
                        Arrays.stream(type.getDeclaredMethods())
                                .filter(m -> !m.isSynthetic())
                                .map(SignatureProofTest::text),
                        Arrays.stream(type.getDeclaredConstructors())
                                .filter(c -> !c.isSynthetic() && !type.isEnum())
                                .map(SignatureProofTest::text),
                        Arrays.stream(type.getDeclaredFields())
                                .filter(f -> !f.isSynthetic())
                                .map(SignatureProofTest::text))
                .flatMap(s -> s);
    }

    private static String text(Method method) {
        return head(method) + method.getGenericReturnType().getTypeName() + " " + method.getName() + tail(method);
    }

    private static String text(Constructor<?> constructor) {
        return head(constructor) + tail(constructor);
    }

    private static String text(Field field) {
        return (field.getModifiers() & COMPARED) + " " + field.getGenericType().getTypeName() + " " + field.getName();
    }

    private static String head(Executable member) {
        return (member.getModifiers() & COMPARED & ~Modifier.INTERFACE) + " ";
    }

    private static String tail(Executable member) {
        return Arrays.stream(member.getGenericParameterTypes())
                        .map(java.lang.reflect.Type::getTypeName)
                        .toList()
                + " throws "
                + Arrays.stream(member.getGenericExceptionTypes())
                        .map(java.lang.reflect.Type::getTypeName)
                        .sorted()
                        .toList();
    }

    /** Loads the signatures instead of the real classes of the same names. */
    private static final class SignatureLoader extends URLClassLoader {

        SignatureLoader(Path classes) throws IOException {
            super(new URL[] {classes.toUri().toURL()}, SignatureProofTest.class.getClassLoader());
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            synchronized (getClassLoadingLock(name)) {
                Class<?> loaded = findLoadedClass(name);
                if (loaded != null) {
                    return loaded;
                }
                if (findResource(name.replace('.', '/') + ".class") != null) {
                    return findClass(name);
                }
                return super.loadClass(name, resolve);
            }
        }
    }
}
