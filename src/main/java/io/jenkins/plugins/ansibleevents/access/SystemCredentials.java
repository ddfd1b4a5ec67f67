package io.jenkins.plugins.ansibleevents.access;

import com.cloudbees.plugins.credentials.CredentialsProvider;
import com.cloudbees.plugins.credentials.common.StandardCredentials;
import com.cloudbees.plugins.credentials.common.StandardUsernamePasswordCredentials;
import hudson.security.ACL;
import io.jenkins.plugins.ansibleevents.engine.settings.SettingsException;
import java.util.List;
import jenkins.model.Jenkins;
import org.jenkinsci.plugins.plaincredentials.StringCredentials;

/** Credentials that Jenkins itself uses, for settings of the whole instance. */
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
        return found;
    }

    /** Secret text, or the password of a login. The plain text goes into settings that are never written down. */
    public static String secret(String id) throws SettingsException {
        StandardCredentials found = any(id);
        if (found instanceof StringCredentials text) {
            return text.getSecret().getPlainText();
        }
        return find(id, StandardUsernamePasswordCredentials.class).getPassword().getPlainText();
    }
}
