package io.jenkins.plugins.ansibleevents.engine.tls;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Keys and certificates made by the tool with which administrators make them. */
public final class OpenSsl {

    private final Path directory;

    public OpenSsl(Path directory) {
        this.directory = directory;
    }

    /** Runs {@code openssl} with the words of this line, in the directory; it must succeed. */
    public OpenSsl run(String line) {
        var command = new ArrayList<>(List.of("openssl"));
        command.addAll(List.of(line.split(" ")));
        try {
            Process process = new ProcessBuilder(command)
                    .directory(directory.toFile())
                    .redirectErrorStream(true)
                    .start();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() != 0) {
                throw new AssertionError("openssl " + line + ": " + output);
            }
            return this;
        } catch (IOException | InterruptedException e) {
            throw new AssertionError("openssl could not be run", e);
        }
    }

    /** A key, PKCS #8. */
    public OpenSsl key(String algorithm, String file) {
        return run("genpkey -out " + file + " -algorithm " + algorithm);
    }

    /** An authority: {@code NAME.pem} and {@code NAME.key}. */
    public OpenSsl authority(String name) {
        return run("req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 30 -subj /CN=" + name
                + " -keyout " + name + ".key -out " + name + ".pem");
    }

    /** A certificate of a key for {@code localhost} and 127.0.0.1, signed by itself. */
    public OpenSsl selfSigned(String key, String certificate) {
        return run("req -x509 -key " + key + " -out " + certificate
                + " -days 30 -subj /CN=localhost -addext subjectAltName=DNS:localhost,IP:127.0.0.1");
    }

    /** {@code NAME.pem} and {@code NAME.key}, signed by an authority. */
    public OpenSsl signed(String name, String authority) {
        try {
            Files.writeString(directory.resolve("san.cnf"), "subjectAltName=DNS:localhost,IP:127.0.0.1\n");
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        run("req -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -subj /CN=" + name + " -keyout " + name
                + ".key -out " + name + ".csr");
        return run("x509 -req -in " + name + ".csr -CA " + authority + ".pem -CAkey " + authority + ".key -set_serial "
                + Math.abs(name.hashCode()) + " -days 30 -extfile san.cnf -out " + name + ".pem");
    }
}
