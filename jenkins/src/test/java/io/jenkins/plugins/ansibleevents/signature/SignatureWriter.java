package io.jenkins.plugins.ansibleevents.signature;

import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import javax.lang.model.element.PackageElement;
import javax.lang.model.element.TypeElement;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaFileObject;
import javax.tools.ToolProvider;

/**
 * Writes {@code src/jenkins-api/java}: the types and members of Jenkins and its plugins that the glue uses, and nothing
 * more. The compiler is asked what every name in the sources means, so the result follows the glue by itself; run it
 * with {@code bin/signatures} after the glue starts to use another part of Jenkins.
 *
 * <p>Arguments: source directory, class path with the real Jenkins, output directory, and optionally a source path.
 */
public final class SignatureWriter {

    private static final String OWN = "/io/jenkins/plugins/ansibleevents/";

    private SignatureWriter() {}

    public static void main(String[] args) throws IOException {
        Path sources = Path.of(args[0]);
        Path output = Path.of(args[2]);
        var options = new ArrayList<>(List.of("-proc:none", "-implicit:none", "-classpath", args[1]));
        if (args.length > 3) {
            options.addAll(List.of("-sourcepath", args[3]));
        }
        UsedMembers used = analyze(sources, options);
        delete(output);
        for (TypeElement type : used.topLevelTypes()) {
            write(output, type, new JavaText(used).compilationUnit(type));
        }
        System.out.println(used.topLevelTypes().size() + " types in " + output);
    }

    private static UsedMembers analyze(Path sources, List<String> options) throws IOException {
        var problems = new DiagnosticCollector<JavaFileObject>();
        var compiler = ToolProvider.getSystemJavaCompiler();
        try (var files = compiler.getStandardFileManager(problems, null, null)) {
            var units = files.getJavaFileObjectsFromPaths(javaFiles(sources));
            var task = (JavacTask) compiler.getTask(null, files, problems, options, null, units);
            List<CompilationUnitTree> trees = new ArrayList<>();
            task.parse().forEach(trees::add);
            task.analyze();
            refuse(problems);
            var used = new UsedMembers(Trees.instance(task), task.getElements(), task.getTypes());
            trees.forEach(used::read);
            used.close();
            return used;
        }
    }

    private static void refuse(DiagnosticCollector<JavaFileObject> problems) {
        List<String> errors = problems.getDiagnostics().stream()
                .filter(d -> d.getKind() == Diagnostic.Kind.ERROR && d.getSource() != null)
                .filter(d -> d.getSource().toUri().getPath().contains(OWN))
                .map(Object::toString)
                .toList();
        if (!errors.isEmpty()) {
            throw new IllegalStateException("the glue does not compile:\n" + String.join("\n", errors));
        }
    }

    private static List<Path> javaFiles(Path sources) throws IOException {
        try (var tree = Files.walk(sources)) {
            return tree.filter(p -> p.toString().endsWith(".java"))
                    .filter(p -> !p.toString().contains(OWN + "cli/"))
                    .toList();
        }
    }

    private static void write(Path output, TypeElement type, String text) throws IOException {
        String dir = ((PackageElement) type.getEnclosingElement())
                .getQualifiedName()
                .toString()
                .replace('.', '/');
        Path file = output.resolve(dir).resolve(type.getSimpleName() + ".java");
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    private static void delete(Path directory) throws IOException {
        if (!Files.exists(directory)) {
            return;
        }
        Files.walkFileTree(directory, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.delete(file);
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
