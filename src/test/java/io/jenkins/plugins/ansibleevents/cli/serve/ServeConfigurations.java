package io.jenkins.plugins.ansibleevents.cli.serve;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import okhttp3.tls.HeldCertificate;

/** Reads configurations of the documentation as {@code serve} does, with the files that they name. */
public final class ServeConfigurations {

    private ServeConfigurations() {}

    /** A whole configuration, or a part of one: rules alone, endpoints alone, the check of messages. */
    public static void read(Path directory, String text) throws Exception {
        files(directory);
        String whole = text.replaceAll("\\{ ?env: \\w+ ?\\}", "a-secret-of-16-bytes");
        if (whole.strip().startsWith("- ")) {
            whole = "rules:\n" + whole;
        } else if (!whole.contains("rules:") && !whole.contains("endpoints:")) {
            whole += "rules: [{name: any, run: {privateDataDir: ., playbook: site.yml}}]\n";
        }
        ServeSettings.read(Files.writeString(directory.resolve("serve.yml"), whole));
    }

    /** One line with the key {@code queue}. */
    public static void readQueue(Path directory, String line) throws Exception {
        read(directory, line + "\nendpoints: { all: { auth: none } }\n");
    }

    private static void files(Path directory) throws IOException {
        Files.writeString(directory.resolve("alert.schema.json"), "{\"type\": \"object\"}");
        Files.writeString(directory.resolve("foreign.schema.json"), "{\"type\": \"object\"}");
        Files.createDirectories(directory.resolve("project"));
        for (String playbook :
                new String[] {"site.yml", "project/fix.yml", "project/restart.yml", "project/site.yml"}) {
            Files.writeString(directory.resolve(playbook), "- hosts: all\n");
        }
        HeldCertificate certificate = new HeldCertificate.Builder().build();
        Files.writeString(directory.resolve("cert.pem"), certificate.certificatePem());
        Files.writeString(directory.resolve("key.pem"), certificate.privateKeyPkcs8Pem());
    }
}
