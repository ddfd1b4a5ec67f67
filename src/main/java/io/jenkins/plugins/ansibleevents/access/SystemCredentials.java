package io.jenkins.plugins.ansibleevents.access;

import com.cloudbees.plugins.credentials.CredentialsProvider;
import com.cloudbees.plugins.credentials.common.StandardCredentials;
import com.cloudbees.plugins.credentials.common.StandardUsernamePasswordCredentials;
import hudson.model.Node;
import hudson.security.ACL;
import io.jenkins.plugins.ansibleevents.engine.secret.Secret;
import io.jenkins.plugins.ansibleevents.engine.settings.SettingsException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import jenkins.model.Jenkins;
import org.jenkinsci.plugins.plaincredentials.FileCredentials;
import org.jenkinsci.plugins.plaincredentials.StringCredentials;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/**
 * Credentials that Jenkins itself uses, for settings of the whole instance. Each use is tracked. Listeners of the credentials
 * plugin are notified of it; the page of a credential shows uses by jobs and agents only.
 */
@Restricted(NoExternalUse.class)
public final class SystemCredentials {

    private SystemCredentials() {}

    /**
     * A credential of Jenkins by its id.
     *
     * @throws SettingsException naming the id, when there is none of this kind
     */
    public static <C extends StandardCredentials> C find(String id, Class<C> type) throws SettingsException {
        StandardCredentials found = any(id);
        if (!type.isInstance(found)) {
            throw new SettingsException(Messages.SystemCredentials_otherKind(
                    id, found.getDescriptor().getDisplayName()));
        }
        return type.cast(found);
    }

    /** A credential of Jenkins, whatever its kind. */
    public static StandardCredentials any(String id) throws SettingsException {
        StandardCredentials found = CredentialsProvider.findCredentialByIdInItemGroup(
                id, StandardCredentials.class, Jenkins.get(), ACL.SYSTEM2, List.of());
        if (found == null) {
            throw new SettingsException(Messages.SystemCredentials_notFound(id));
        }
        return CredentialsProvider.track((Node) Jenkins.get(), found);
    }

    /**
     * Secret text, the content of a secret file, or the password of a login.
     *
     * @throws SettingsException naming the id, when there is none of these kinds
     */
    public static Secret secret(String id) throws SettingsException {
        StandardCredentials found = any(id);
        if (found instanceof StringCredentials text) {
            return Secret.of(text.getSecret().getPlainText());
        }
        if (found instanceof FileCredentials file) {
            return content(id, file);
        }
        return passwordOf(find(id, StandardUsernamePasswordCredentials.class));
    }

    /** The password of a login. */
    public static Secret passwordOf(StandardUsernamePasswordCredentials login) {
        return Secret.of(login.getPassword().getPlainText());
    }

    private static Secret content(String id, FileCredentials file) throws SettingsException {
        try (var content = file.getContent()) {
            // Without the line end that editors add, as in secret files of the engine's settings.
            return Secret.of(new String(content.readAllBytes(), StandardCharsets.UTF_8).replaceFirst("\r?\n\\z", ""));
        } catch (IOException e) {
            throw new SettingsException(Messages.SystemCredentials_unreadable(id), e);
        }
    }
}
