package io.jenkins.plugins.ansibleevents.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.ansibleevents.engine.emit.EmitterType;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Emitters in jars of {@code --plugin}. That one is really loaded and sends is shown by DocumentationIT. */
class PluginsTest {

    private static final String TYPE = """
            package com.example;
            import io.jenkins.plugins.ansibleevents.engine.emit.*;
            import io.jenkins.plugins.ansibleevents.engine.settings.*;
            public final class Pigeon implements EmitterType {
                public String name() { return "pigeon"; }
                public EmitterFactory configure(Section options) throws SettingsException {
                    throw options.error("loft", "is closed");
                }
                public String target(Section options) { return "loft"; }
            }
            """;

    @TempDir
    Path directory;

    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @BeforeEach
    void project() throws IOException {
        Files.createDirectories(directory.resolve("home/env"));
        Files.writeString(directory.resolve("home/site.yml"), "- hosts: all\n");
        Files.writeString(directory.resolve("home/env/emitters.yml"), "emitters: {p: {type: pigeon}}\n");
        Files.createDirectories(directory.resolve("state"));
        Files.writeString(directory.resolve("serve.yml"), "listen: 127.0.0.1:0\nendpoints: {all: {auth: none}}\n");
    }

    private String complaint(String command, Path jar) {
        Path home = directory.resolve("home");
        String arguments =
                switch (command) {
                    case "run" -> "run " + home + " -p site.yml";
                    case "serve" -> "serve --config " + directory.resolve("serve.yml");
                    default ->
                        "deliver " + directory.resolve("state") + " --private-data-dir " + home + " --resend "
                                + directory.resolve("run");
                };
        var stream = new PrintStream(err, true, StandardCharsets.UTF_8);
        int exitCode = AnsibleEvents.commandLine(new Terminal(stream, stream, false, 80))
                .setErr(new PrintWriter(stream, true))
                .execute((arguments + " --plugin " + jar).split(" "));
        assertThat(exitCode).isEqualTo(2);
        return err.toString(StandardCharsets.UTF_8);
    }

    private Path jar(String named, boolean withClass) throws IOException {
        Path jar = directory.resolve("pigeon.jar");
        try (var out = new JarOutputStream(Files.newOutputStream(jar))) {
            if (named != null) {
                out.putNextEntry(new JarEntry("META-INF/services/" + EmitterType.class.getName()));
                out.write(named.getBytes(StandardCharsets.UTF_8));
            }
            if (withClass) {
                out.putNextEntry(new JarEntry("com/example/Pigeon.class"));
                out.write(Files.readAllBytes(compiled()));
            }
        }
        return jar;
    }

    private Path compiled() throws IOException {
        Path source = Files.writeString(directory.resolve("Pigeon.java"), TYPE);
        int rc = ToolProvider.getSystemJavaCompiler()
                .run(
                        null,
                        null,
                        null,
                        "-proc:none",
                        "-cp",
                        System.getProperty("java.class.path"),
                        "-d",
                        directory.toString(),
                        source.toString());
        assertThat(rc).isZero();
        return directory.resolve("com/example/Pigeon.class");
    }

    @ParameterizedTest
    @ValueSource(strings = {"run", "deliver"})
    void typeOfTheJarReadsItsOptions(String command) throws IOException {
        Files.createDirectories(directory.resolve("run"));
        Files.writeString(directory.resolve("run/events.jsonl"), "");

        assertThat(complaint(command, jar("com.example.Pigeon", true)))
                .contains("emitters.yml")
                .contains("loft")
                .contains("is closed");
    }

    @ParameterizedTest
    @ValueSource(strings = {"run", "serve"})
    void missingJarIsNamed(String command) {
        assertThat(complaint(command, directory.resolve("nix.jar")))
                .contains("--plugin: no such file: " + directory.resolve("nix.jar"));
    }

    @Test
    void fileThatIsNoJarIsNamed() throws IOException {
        Path file = Files.writeString(directory.resolve("text.jar"), "text");

        assertThat(complaint("run", file)).contains("--plugin " + file + ": this is no jar");
    }

    @Test
    void jarThatNamesNoTypeSaysWhatIsMissing() throws IOException {
        assertThat(complaint("run", jar(null, true)))
                .contains("there is no META-INF/services/" + EmitterType.class.getName() + " in it");
    }

    @Test
    void typeThatIsNotInTheJarIsNamed() throws IOException {
        assertThat(complaint("serve", jar("com.example.Pigeon", false)))
                .contains("--plugin ", "pigeon.jar: an emitter type cannot be loaded", "com.example.Pigeon");
    }
}
