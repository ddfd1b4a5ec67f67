package io.jenkins.plugins.ansibleevents.emitter;

import com.cloudbees.plugins.credentials.CredentialsProvider;
import com.cloudbees.plugins.credentials.common.StandardCertificateCredentials;
import com.cloudbees.plugins.credentials.common.StandardCredentials;
import com.cloudbees.plugins.credentials.common.StandardUsernamePasswordCredentials;
import hudson.security.ACL;
import io.jenkins.plugins.ansibleevents.engine.emit.http.ClientIdentity;
import io.jenkins.plugins.ansibleevents.engine.secret.Secret;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import jenkins.model.Jenkins;
import org.jenkinsci.plugins.plaincredentials.FileCredentials;
import org.jenkinsci.plugins.plaincredentials.StringCredentials;

/** Credentials of Jenkins itself, for emitters. */
final class SystemCredentials {

    private SystemCredentials() {}

    /**
     * Our certificate and its key.
     *
     * @throws IllegalStateException naming the emitter and the id, when it is missing or of another kind
     */
    static ClientIdentity identity(String emitter, String id) {
        if (find(id) instanceof StandardCertificateCredentials certificate) {
            return ClientIdentity.ofKeyStore(
                    certificate.getKeyStore(),
                    Secret.of(certificate.getPassword().getPlainText()));
        }
        throw new IllegalStateException(Messages.SystemCredentials_noCertificate(emitter, id));
    }

    private static StandardCredentials find(String id) {
        return CredentialsProvider.findCredentialByIdInItemGroup(
                id, StandardCredentials.class, Jenkins.get(), ACL.SYSTEM2, List.of());
    }

    /**
     * The text, file content or password of a credential.
     *
     * @throws IllegalStateException naming the emitter and the id, when it is missing or of another kind
     */
    static Secret secret(String emitter, String id) {
        StandardCredentials found = find(id);
        try {
            if (found instanceof StringCredentials text) {
                return Secret.of(text.getSecret().getPlainText());
            }
            if (found instanceof StandardUsernamePasswordCredentials login) {
                return Secret.of(login.getPassword().getPlainText());
            }
            if (found instanceof FileCredentials file) {
                return Secret.of(new String(file.getContent().readAllBytes(), StandardCharsets.UTF_8));
            }
        } catch (IOException e) {
            throw new IllegalStateException(Messages.SystemCredentials_missing(emitter, id), e);
        }
        throw new IllegalStateException(Messages.SystemCredentials_missing(emitter, id));
    }
}
