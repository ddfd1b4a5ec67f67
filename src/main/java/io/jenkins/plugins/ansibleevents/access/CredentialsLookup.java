package io.jenkins.plugins.ansibleevents.access;

import com.cloudbees.plugins.credentials.CredentialsProvider;
import com.cloudbees.plugins.credentials.common.StandardCredentials;
import com.cloudbees.plugins.credentials.common.StandardUsernamePasswordCredentials;
import hudson.AbortException;
import hudson.model.Run;
import io.jenkins.plugins.ansibleevents.engine.secret.Secret;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.jenkinsci.plugins.plaincredentials.FileCredentials;
import org.jenkinsci.plugins.plaincredentials.StringCredentials;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/** Credentials that a build uses: looked up in the context of its item, with its authentication, and tracked. */
@Restricted(NoExternalUse.class)
public final class CredentialsLookup {

    private final Run<?, ?> build;

    public CredentialsLookup(Run<?, ?> build) {
        this.build = build;
    }

    /**
     * A credential by its id.
     *
     * @throws AbortException naming the id and the option, when the item has no such credential or it is of another kind
     */
    public <C extends StandardCredentials> C find(String option, String id, Class<C> type) throws AbortException {
        StandardCredentials found = CredentialsProvider.findCredentialById(id, StandardCredentials.class, build);
        if (found == null) {
            throw new AbortException(Messages.CredentialsLookup_notFound(
                    option, id, build.getParent().getFullDisplayName()));
        }
        if (!type.isInstance(found)) {
            throw new AbortException(Messages.CredentialsLookup_otherKind(
                    option, id, found.getDescriptor().getDisplayName()));
        }
        return type.cast(CredentialsProvider.track(build, found));
    }

    /** The secret of a credential: its text, the content of its file, or its password. */
    public Secret secret(String option, String id) throws IOException {
        StandardCredentials found = find(option, id, StandardCredentials.class);
        if (found instanceof StringCredentials text) {
            return Secret.of(text.getSecret().getPlainText());
        }
        if (found instanceof FileCredentials file) {
            try (var content = file.getContent()) {
                return Secret.of(new String(content.readAllBytes(), StandardCharsets.UTF_8));
            }
        }
        if (found instanceof StandardUsernamePasswordCredentials login) {
            return Secret.of(login.getPassword().getPlainText());
        }
        throw new AbortException(Messages.CredentialsLookup_otherKind(
                option, id, found.getDescriptor().getDisplayName()));
    }

    /** A secret that is one line: a line end at the end, as editors leave it in secret files, is not part of it. */
    public Secret password(String option, String id) throws IOException {
        // Removes a line end at the end of the text only.
        return Secret.of(secret(option, id).reveal().replaceFirst("\r?\n\\z", ""));
    }
}
