package io.jenkins.plugins.ansibleevents.engine.playbook;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.ansibleevents.engine.secret.Secret;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;

/**
 * How a container engine logs in to a registry. It is handed over in a private file, which is removed when Ansible begins.
 *
 * @param host the registry, for example {@code registry.example.com:5000}
 * @param user the name of the user, or of a token
 * @param password one line
 * @param verify whether the registry must have a certificate that is trusted
 */
public record RegistryLogin(String host, String user, Secret password, boolean verify) {

    public RegistryLogin {
        RequestCheck.word("registry host", host);
        RequestCheck.line("registry user", user);
        RequestCheck.password("registry password", password);
    }

    /** The registry of an image; Docker's own when the image names none. */
    public static String hostOf(String image) {
        int slash = image.indexOf('/');
        String first = slash < 0 ? "" : image.substring(0, slash);
        boolean host = first.indexOf('.') >= 0 || first.indexOf(':') >= 0 || first.equals("localhost");
        return host ? first : "docker.io";
    }

    /** The content of the file that both engines read. */
    public byte[] file() {
        ObjectNode file = JsonNodeFactory.instance.objectNode();
        file.putObject("auths").putObject(fileKey()).put("auth", token().reveal()); // read by the engine, then removed
        return file.toString().getBytes(StandardCharsets.UTF_8);
    }

    private String fileKey() {
        return host.equals("docker.io") ? "https://index.docker.io/v1/" : host;
    }

    private Secret token() {
        byte[] pair = (user + ":" + password.reveal()).getBytes(StandardCharsets.UTF_8); // encoded for the file
        return Secret.of(Base64.getEncoder().encodeToString(pair));
    }

    /** The password, and the form of it that is in the file. */
    List<Secret> secrets() {
        return List.of(password, token());
    }
}
