package io.jenkins.plugins.ansibleevents.cli;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.ansibleevents.engine.emit.EmitterType;
import io.jenkins.plugins.ansibleevents.engine.emit.EmitterTypes;
import io.jenkins.plugins.ansibleevents.engine.settings.SettingsException;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceConfigurationError;
import java.util.zip.ZipFile;
import picocli.CommandLine.Option;

/** {@code --plugin JAR}: emitters of a user's own. Everything is checked before a run begins. */
final class Plugins {

    private static final String SERVICE = "META-INF/services/" + EmitterType.class.getName();

    @Option(
            names = "--plugin",
            paramLabel = "JAR",
            description = "Jar with a type of emitter of your own (docs/writing-an-emitter.md). May be given several"
                    + " times.")
    private List<Path> jars = new ArrayList<>();

    private @CheckForNull ClassLoader loader;

    /** The loader of our classes and those of all the jars; one for all runs, because it is never closed. */
    synchronized ClassLoader loader() throws SettingsException {
        if (loader == null) {
            loader = jars.isEmpty() ? Plugins.class.getClassLoader() : ofJars();
        }
        return loader;
    }

    private ClassLoader ofJars() throws SettingsException {
        var urls = new ArrayList<URL>();
        for (Path jar : jars) {
            urls.add(checked(jar));
        }
        var ofJars = new URLClassLoader(urls.toArray(URL[]::new), Plugins.class.getClassLoader());
        try {
            EmitterTypes.load(ofJars);
        } catch (ServiceConfigurationError | LinkageError e) {
            throw new SettingsException("--plugin " + named() + ": an emitter type cannot be loaded: " + cause(e), e);
        }
        return ofJars;
    }

    private String named() {
        return String.join(", ", jars.stream().map(Path::toString).toList());
    }

    private static String cause(Throwable problem) {
        Throwable cause = problem.getCause();
        return cause == null ? String.valueOf(problem.getMessage()) : problem.getMessage() + " (" + cause + ")";
    }

    private static URL checked(Path jar) throws SettingsException {
        if (!Files.isRegularFile(jar)) {
            throw new SettingsException("--plugin: no such file: " + jar);
        }
        try (var content = new ZipFile(jar.toFile())) {
            if (content.getEntry(SERVICE) == null) {
                throw new SettingsException("--plugin " + jar + ": there is no " + SERVICE
                        + " in it, the file that names its emitter types");
            }
            return jar.toUri().toURL();
        } catch (MalformedURLException e) {
            throw new IllegalStateException(e);
        } catch (IOException e) {
            throw new SettingsException("--plugin " + jar + ": this is no jar: " + e.getMessage(), e);
        }
    }
}
