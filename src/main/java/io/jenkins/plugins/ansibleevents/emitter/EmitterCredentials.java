package io.jenkins.plugins.ansibleevents.emitter;

import com.cloudbees.plugins.credentials.common.StandardCertificateCredentials;
import com.cloudbees.plugins.credentials.common.StandardUsernamePasswordCredentials;
import io.jenkins.plugins.ansibleevents.access.SystemCredentials;
import io.jenkins.plugins.ansibleevents.engine.emit.http.ClientIdentity;
import io.jenkins.plugins.ansibleevents.engine.secret.Secret;
import io.jenkins.plugins.ansibleevents.engine.settings.SettingsException;
import javax.net.ssl.KeyManager;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/** The source of the secrets in an emitter's settings. */
public interface EmitterCredentials {

    /**
     * A login.
     *
     * @param username its name
     * @param password its password
     */
    record Login(String username, Secret password) {}

    /**
     * Secret text, the content of a secret file, or the password of a login.
     *
     * @throws SettingsException naming the id, when it is missing or of another kind
     */
    Secret secret(String id) throws SettingsException;

    /** A user name and its password; throws as {@link #secret} does. */
    Login login(String id) throws SettingsException;

    /** A certificate and its key; throws as {@link #secret} does. */
    ClientIdentity certificate(String id) throws SettingsException;

    /** The credentials of Jenkins itself. Their use is tracked. */
    @Restricted(NoExternalUse.class)
    static EmitterCredentials ofSystem() {
        return new EmitterCredentials() {
            @Override
            public Secret secret(String id) throws SettingsException {
                return SystemCredentials.secret(id);
            }

            @Override
            public Login login(String id) throws SettingsException {
                var login = SystemCredentials.find(id, StandardUsernamePasswordCredentials.class);
                return new Login(login.getUsername(), SystemCredentials.passwordOf(login));
            }

            @Override
            public ClientIdentity certificate(String id) throws SettingsException {
                var certificate = SystemCredentials.find(id, StandardCertificateCredentials.class);
                return ClientIdentity.ofKeyStore(
                        certificate.getKeyStore(),
                        Secret.of(certificate.getPassword().getPlainText()));
            }
        };
    }

    /**
     * Values in place of credentials, for checks of all other options: a credential may not exist yet when a form is
     * saved or Jenkins starts. Each has the length of a CURVE key.
     */
    @Restricted(NoExternalUse.class)
    static EmitterCredentials standIns() {
        return new EmitterCredentials() {
            private static final Secret ANY = Secret.of("0".repeat(40));

            @Override
            public Secret secret(String id) {
                return ANY;
            }

            @Override
            public Login login(String id) {
                return new Login("user", ANY);
            }

            @Override
            public ClientIdentity certificate(String id) {
                return () -> new KeyManager[0];
            }
        };
    }
}
